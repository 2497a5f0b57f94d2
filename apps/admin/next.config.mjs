import { dirname } from "node:path";

const repository = dirname(dirname(import.meta.dirname));

// In JavaScript, so that no compiler is loaded into the running server to read it.
/** @type {import("next").NextConfig} */
const config = {
  // Workspace packages are TypeScript source.
  transpilePackages: ["@quoin/api", "@quoin/client", "@quoin/log", "@quoin/server", "@quoin/ui"],
  // Native code, worker threads and files found by path: Node loads these itself.
  serverExternalPackages: [
    "@node-rs/argon2",
    "bentocache",
    "better-auth",
    "ioredis",
    "pg",
    "pg-boss",
    "pino",
    "rate-limiter-flexible",
    "shiki",
  ],
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  // `pnpm typecheck` does it, tests included.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // Our server compresses once and remembers the result.
  compress: false,
  // Titles belong into <head> for everyone, not only for robots.
  htmlLimitedBots: /.*/,
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: "200kb" } },
};

export default config;
