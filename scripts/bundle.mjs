// Everything that runs outside Next: one file each in .build/, most packages left in node_modules.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, context } from "esbuild";
import { root } from "./node.mjs";
import { prepareAlone } from "./prepare-alone.mjs";
import { hashOfBundles } from "./sources.mjs";

const entryPoints = {
  bench: "scripts/bench/main.ts",
  chaos: "sandbox/chaos/main.ts",
  "chaos-refresher": "sandbox/chaos/refresher.ts",
  launch: "scripts/launch.ts",
  lifeline: "scripts/lifeline.ts",
  migrate: "scripts/migrate.ts",
  "rotate-keys": "scripts/rotate-keys.ts",
  sandbox: "sandbox/main.ts",
  seed: "sandbox/seed/main.ts",
  server: "scripts/server.ts",
  store: "sandbox/store/main.ts",
  superuser: "scripts/superuser.ts",
  worker: "scripts/worker.ts",
};

const serverOnly = {
  name: "server-only",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^server-only$/ }, () => ({ path: "server-only", namespace: "empty" }));
    onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "export {};" }));
  },
};

// Packages stay in node_modules, but for those of hundreds of small modules: to load them one by one takes longer than
// everything else at a start (half a second of processor time for drizzle-orm, in every process).
const inlined = /^drizzle-orm(\/|$)/;

const packages = {
  name: "packages",
  setup({ onResolve }) {
    onResolve({ filter: /^[@a-z]/ }, ({ path, kind }) => {
      const ours = kind === "entry-point" || path.startsWith("@/");
      return ours || inlined.test(path) ? undefined : { path, external: true };
    });
  },
};

const options = {
  absWorkingDir: root,
  entryPoints,
  outdir: ".build",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  chunkNames: "chunks/[name]-[hash]",
  platform: "node",
  format: "esm",
  target: "node22",
  sourcemap: true,
  sourcesContent: false,
  jsx: "automatic",
  logLevel: "warning",
  plugins: [serverOnly, packages],
};

const marker = join(root, ".build/sources.sha256");

if (process.argv.includes("--watch")) {
  const watcher = await context(options);
  await watcher.watch();
  process.on("disconnect", () => process.exit(0));
} else {
  const hash = hashOfBundles();
  const isBundled = () => existsSync(marker) && readFileSync(marker, "utf8") === hash;
  if (!isBundled())
    await prepareAlone(async () => {
      if (!isBundled()) await bundle(hash);
    });
}

async function bundle(hash) {
  rmSync(join(root, ".build"), { recursive: true, force: true });
  mkdirSync(join(root, ".build"));
  await build(options);
  writeFileSync(marker, hash);
}
