import { resolve } from "node:path";
import type { NextConfig } from "next";

const repository = resolve(import.meta.dirname, "../../..");

// Nothing but what this repository's layout asks for: it is the bare thing that we compare with.
const config: NextConfig = {
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  typescript: { ignoreBuildErrors: true },
};

export default config;
