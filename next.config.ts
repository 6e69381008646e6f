import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "pino", "postgres", "undici"],
};

export default withNextIntl(config);
