import path from "node:path";
import { expect, test } from "vitest";
import { withPath, withoutOuterNpm } from "./environment.mjs";

test("what an outer npm run added is gone, where packages come from stays", () => {
  const clean = withoutOuterNpm({
    HOME: "/home/ada",
    NODE: "/usr/bin/node",
    INIT_CWD: "/somewhere",
    npm_lifecycle_event: "start",
    npm_package_json: "/repo/package.json",
    npm_config_local_prefix: "/repo",
    NPM_CONFIG_GLOBAL: "true",
    npm_config_registry: "https://registry.example.com/",
    NPM_CONFIG_USERCONFIG: "/home/ada/.npmrc",
    npm_config_cafile: "/etc/ca.pem",
    npm_config_https_proxy: "http://proxy:3128",
    "npm_config_//registry.example.com/:_authToken": "token",
    HTTPS_PROXY: "http://proxy:3128",
  });
  expect(clean).toEqual({
    HOME: "/home/ada",
    npm_config_registry: "https://registry.example.com/",
    NPM_CONFIG_USERCONFIG: "/home/ada/.npmrc",
    npm_config_cafile: "/etc/ca.pem",
    npm_config_https_proxy: "http://proxy:3128",
    "npm_config_//registry.example.com/:_authToken": "token",
    HTTPS_PROXY: "http://proxy:3128",
  });
});

test("NODE stays when no npm has set it", () => {
  expect(withoutOuterNpm({ NODE: "/mine" })).toEqual({ NODE: "/mine" });
});

test("folders come first on PATH, whatever the variable is called", () => {
  expect(withPath({ Path: "/bin" }, ["/a b", "/c"])).toEqual({
    Path: ["/a b", "/c", "/bin"].join(path.delimiter),
  });
  expect(withPath({}, ["/a"])).toEqual({ PATH: "/a" });
});
