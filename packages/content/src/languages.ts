import type { LanguageInput } from "shiki/core";

export interface Language {
  /** The name that shiki knows its grammar by. */
  readonly id: string;
  /** The name that readers see. */
  readonly label: string;
  readonly load: LanguageInput;
}

// Not here on purpose: C#, whose grammar never returns from `a b a b a b …`. Whoever adds a language
// tries it first on long lines of brackets, quotes and words.
// Each grammar is loaded when the first block asks for it: all of them together weigh tens of megabytes.
const known: readonly (readonly [label: string, names: string, load: LanguageInput])[] = [
  ["Bash", "shellscript bash sh shell zsh", () => import("shiki/langs/shellscript.mjs")],
  ["C", "c h", () => import("shiki/langs/c.mjs")],
  ["C++", "cpp c++ cc cxx hpp", () => import("shiki/langs/cpp.mjs")],
  ["Console", "shellsession console terminal", () => import("shiki/langs/shellsession.mjs")],
  ["CSS", "css", () => import("shiki/langs/css.mjs")],
  ["Dart", "dart", () => import("shiki/langs/dart.mjs")],
  ["Diff", "diff patch", () => import("shiki/langs/diff.mjs")],
  ["Dockerfile", "docker dockerfile", () => import("shiki/langs/docker.mjs")],
  ["Elixir", "elixir ex exs", () => import("shiki/langs/elixir.mjs")],
  ["Go", "go golang", () => import("shiki/langs/go.mjs")],
  ["GraphQL", "graphql gql", () => import("shiki/langs/graphql.mjs")],
  ["Haskell", "haskell hs", () => import("shiki/langs/haskell.mjs")],
  ["HCL", "hcl terraform tf", () => import("shiki/langs/hcl.mjs")],
  ["HTML", "html htm", () => import("shiki/langs/html.mjs")],
  ["HTTP", "http", () => import("shiki/langs/http.mjs")],
  ["INI", "ini properties conf cfg", () => import("shiki/langs/ini.mjs")],
  ["Java", "java", () => import("shiki/langs/java.mjs")],
  ["JavaScript", "javascript js cjs mjs node", () => import("shiki/langs/javascript.mjs")],
  ["JSON", "json", () => import("shiki/langs/json.mjs")],
  ["JSON with comments", "jsonc json5", () => import("shiki/langs/jsonc.mjs")],
  ["JSX", "jsx", () => import("shiki/langs/jsx.mjs")],
  ["Kotlin", "kotlin kt kts", () => import("shiki/langs/kotlin.mjs")],
  ["Lua", "lua", () => import("shiki/langs/lua.mjs")],
  ["Makefile", "make makefile", () => import("shiki/langs/make.mjs")],
  ["Markdown", "markdown md", () => import("shiki/langs/markdown.mjs")],
  ["Nginx", "nginx", () => import("shiki/langs/nginx.mjs")],
  ["Perl", "perl pl", () => import("shiki/langs/perl.mjs")],
  ["PHP", "php", () => import("shiki/langs/php.mjs")],
  ["PowerShell", "powershell ps1 ps", () => import("shiki/langs/powershell.mjs")],
  ["Python", "python py", () => import("shiki/langs/python.mjs")],
  ["R", "r", () => import("shiki/langs/r.mjs")],
  ["Ruby", "ruby rb", () => import("shiki/langs/ruby.mjs")],
  ["Rust", "rust rs", () => import("shiki/langs/rust.mjs")],
  ["SCSS", "scss", () => import("shiki/langs/scss.mjs")],
  ["SQL", "sql postgresql postgres mysql sqlite", () => import("shiki/langs/sql.mjs")],
  ["Svelte", "svelte", () => import("shiki/langs/svelte.mjs")],
  ["Swift", "swift", () => import("shiki/langs/swift.mjs")],
  ["TOML", "toml", () => import("shiki/langs/toml.mjs")],
  ["TSX", "tsx", () => import("shiki/langs/tsx.mjs")],
  ["TypeScript", "typescript ts cts mts", () => import("shiki/langs/typescript.mjs")],
  ["Vue", "vue", () => import("shiki/langs/vue.mjs")],
  ["XML", "xml svg rss", () => import("shiki/langs/xml.mjs")],
  ["YAML", "yaml yml", () => import("shiki/langs/yaml.mjs")],
];

const languages = new Map<string, Language>();
for (const [label, names, load] of known) {
  const [id = "", ...aliases] = names.split(" ");
  for (const name of [id, ...aliases]) languages.set(name, { id, label, load });
}

/** The language behind a name written after a code fence, in any case; undefined for one we do not colour. */
export function languageOf(name: string): Language | undefined {
  return languages.get(name.toLowerCase());
}
