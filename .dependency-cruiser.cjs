// The layers of docs/decisions/0001-layout.md. scripts/guards.test.ts plants a violation of each rule and expects the complaint.
const product = "^(app|db|lib|pages|proxy\\.ts|instrumentation\\.ts)";
const tests = "\\.test\\.tsx?$|^lib/testing/";

const rule = (name, from, to) => ({ name, severity: "error", from, to });
/** Only `keepers` may reach for the thing behind the door. */
const door = (name, thing, keepers) =>
  rule(name, { path: product, pathNot: `${keepers}|${tests}` }, { path: thing });

module.exports = {
  forbidden: [
    rule("no-circular", {}, { circular: true }),
    rule("lib-never-imports-app", { path: "^(lib|db)/" }, { path: "^(app|pages)/" }),
    rule("sandbox-stays-outside", { path: product, pathNot: tests }, { path: "^(sandbox|scripts|e2e)/" }),
    rule(
      "domain-is-pure",
      { path: "^lib/domain/", pathNot: tests },
      { pathNot: "^lib/(domain/|errors\\.ts)|node_modules/(?!next|react|drizzle-orm|postgres|pg)" },
    ),
    rule(
      "db-is-a-leaf",
      { path: "^db/", pathNot: tests },
      { path: "^lib/", pathNot: "^lib/(env\\.ts|domain/|queue/migrate\\.ts)" },
    ),
    rule(
      "providers-know-no-database",
      { path: "^lib/providers/", pathNot: tests },
      { path: "^(db|lib/(services|jobs|http|auth))/" },
    ),
    rule(
      "handlers-know-no-framework",
      {
        path: "^lib/(api|crypto|domain|jobs|kv|mailer|oauth|providers|queue|services|testing)/|^lib/http/(client-address|cron|match-path|next-door|own-door|parse|problem|read-json|route|twinproxy-[a-z]+)\\.ts$",
        pathNot: tests,
      },
      { path: "node_modules/next(-auth)?/" },
    ),
    rule(
      "segments-are-private",
      { path: "^app/dashboard/([^_/][^/]*)/" },
      { path: "^app/dashboard/[^_/][^/]*/", pathNot: "^app/dashboard/$1/" },
    ),
    rule(
      "the-kit-knows-no-product",
      { path: "^app/_ui/" },
      { path: "^(app/(?!_ui|_i18n)|db/|lib/(services|providers|jobs|auth|queue)/)" },
    ),
    door(
      "queries-only-in-services",
      "^db/schema/|node_modules/drizzle-orm/",
      "^(db|lib/(services|queue))/|^lib/log\\.ts$",
    ),
    door(
      "framework-at-the-edge",
      "node_modules/next(-auth)?/",
      "^app/|^pages/|^lib/(auth|http|i18n)/|^(proxy|instrumentation)\\.ts$",
    ),
    door("one-door-store", "node_modules/@upstash/", "^lib/kv/"),
    door("one-door-mail", "node_modules/resend/", "^lib/mailer/"),
    door("one-door-queue", "node_modules/pg-boss/", "^lib/queue/"),
    door("one-door-out", "node_modules/(undici|oauth4webapi)/", "^lib/(providers/|kv/requester\\.ts$)"),
    door("one-door-crypto", "^(node:)?crypto$|node_modules/@node-rs/argon2/", "^lib/crypto/"),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(node_modules/(?!.*)|\\.next|\\.build|\\.data)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
