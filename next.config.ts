import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

const securityHeaders = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "x-frame-options", value: "DENY" },
  // Browsers ignore it over plain HTTP, so it does no harm on a developer's machine.
  { key: "strict-transport-security", value: "max-age=63072000; includeSubDomains" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
  skipTrailingSlashRedirect: true,
  rewrites: async () => ({
    beforeFiles: [{ source: "/TwinProxy/amoCRM/:path*", destination: "/api/twinproxy" }],
    afterFiles: [],
    fallback: [],
  }),
  // The Pages Router, which serves TwinProxy, knows no `react-server` condition: there the guard would refuse servers.
  // Only what is bundled is aliased.
  transpilePackages: ["server-only"],
  turbopack: {
    resolveAlias: {
      "server-only": {
        browser: "./node_modules/server-only/index.js",
        default: "./node_modules/server-only/empty.js",
      },
    },
  },
  experimental: {
    // With the cache of an earlier run the development server tells browsers to reload without end.
    turbopackFileSystemCacheForDev: false,
    // Node keeps the maps of all that it has loaded: 40 MB of the server's memory for the pages' alone.
    turbopackSourceMaps: process.env.NODE_ENV !== "production",
  },
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "pino", "postgres", "undici"],
};

export default withNextIntl(config);
