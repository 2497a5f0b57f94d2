import path from "node:path";

// Where packages come from belongs to the person and is kept; everything else that an outer npm or
// pnpm put there describes the outer run and would misdirect the inner one.
const kept =
  /^npm_config_(registry|userconfig|cafile|ca|strict_ssl|proxy|https_proxy|http_proxy|noproxy|no_proxy|\/\/.*|@.*:registry)$/i;
const outer = /^(npm_|pnpm_config_|pnpm_script_|pnpm_package_name$|init_cwd$)/i;

/**
 * The environment without what an outer `npm run` added to it.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string>}
 */
export function withoutOuterNpm(env) {
  /** @type {Record<string, string>} */
  const clean = {};
  const insideNpm = env["npm_lifecycle_event"] !== undefined;
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || (outer.test(name) && !kept.test(name))) continue;
    // npm tells scripts which Node it runs on; ours is another.
    if (name === "NODE" && insideNpm) continue;
    clean[name] = value;
  }
  return clean;
}

/**
 * The environment with folders put first on PATH.
 * @param {Record<string, string>} env
 * @param {readonly string[]} folders first one first
 * @returns {Record<string, string>}
 */
export function withPath(env, folders) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === "PATH") || "PATH";
  const before = env[name] ? [env[name]] : [];
  return { ...env, [name]: [...folders, ...before].join(path.delimiter) };
}

/** Tools that would call home are told not to. */
export const quiet = {
  DO_NOT_TRACK: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
};
