import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Rules without input or output: they need no server and run at every `npm run verify`.
const pure = ["lib/*.test.ts", "lib/{api,crypto,domain,http,i18n,providers}/**/*.test.ts"];
const shared = {
  pool: "forks",
  restoreMocks: true,
  unstubEnvs: true,
  // A machine that is busy with something else may take longer than the usual second.
  expect: { poll: { timeout: 10_000 } },
} as const;

export default defineConfig({
  root,
  resolve: {
    alias: { "@": root.replace(/\/$/, ""), "server-only": `${root}lib/testing/empty.ts` },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { ...shared, name: "pure", include: pure, setupFiles: ["lib/testing/setup.ts"] },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "servers",
          include: ["{app,db,lib,sandbox,scripts}/**/*.test.ts"],
          exclude: pure,
          globalSetup: ["lib/testing/global-setup.ts"],
          setupFiles: ["lib/testing/setup.ts", "lib/testing/setup-servers.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
