import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { exportMarkdown } from "./commands/export-markdown.ts";
import { importMarkdown, type ImportOptions } from "./commands/import-markdown.ts";
import { createKey, listKeys, revokeKeys } from "./commands/keys.ts";
import { listPosts, publishPosts } from "./commands/posts.ts";
import { createUser, listUsers, setRole } from "./commands/users.ts";
import { whoAmI } from "./commands/whoami.ts";
import { type Client, clientOf, findPublication } from "./connection.ts";
import { createTerminal, type Terminal } from "./terminal.ts";

const roles = ["reader", "author", "editor", "admin"] as const;
export type Role = (typeof roles)[number];
const statuses = ["draft", "scheduled", "published", "archived"] as const;
export type Status = (typeof statuses)[number];

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which a data folder is looked for. */
  readonly root: string;
}

/** `quoin`: every command, with its arguments and what it prints. */
export function createProgram({ env, root }: Surroundings): Command {
  const program = new Command("quoin")
    .description("Import, export and operate a publication from the command line.")
    .showSuggestionAfterError()
    .showHelpAfterError("(quoin --help lists every command)")
    .exitOverride();

  /** Connects, runs, and leaves the printing to the command. */
  const run =
    <Rest extends unknown[]>(
      command: (client: Client, terminal: Terminal, ...rest: Rest) => Promise<void>,
    ) =>
    async (options: { json?: boolean }, ...rest: Rest) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await command(clientOf(await findPublication(env, root)), terminal, ...rest);
    };

  const asJson = () => new Option("--json", "print one JSON object on standard output");
  const limit = () =>
    new Option("--limit <n>", "how many, 1 to 100").default(20).argParser((text) => {
      const number = Number(text);
      if (!Number.isInteger(number) || number < 1 || number > 100)
        throw new InvalidArgumentError("Give a number from 1 to 100.");
      return number;
    });
  const cursor = () => new Option("--cursor <cursor>", "where the page before this one ended");

  program
    .command("whoami")
    .description("who the key belongs to, and what it may do")
    .addOption(asJson())
    .action((options) => run(whoAmI)(options));

  const imports = program.command("import").description("bring posts in from elsewhere");
  imports
    .command("markdown <dir>")
    .description("a folder of .md and .mdx files with YAML or TOML front matter; repeatable")
    .option("--dry-run", "say what would happen, and change nothing")
    .option("--author <email>", "who owns posts that name nobody")
    .addOption(
      new Option(
        "--site <url>",
        "where the folder stood, such as https://example.com/blog: old addresses lead on",
      ).argParser(siteOf),
    )
    .addOption(
      new Option("--status <status>", "instead of what the files say").choices([
        "draft",
        "published",
      ]),
    )
    .addOption(asJson())
    .action((dir: string, options: ImportOptions & { json?: boolean }) =>
      run(async (client, terminal) => {
        const summary = await importMarkdown(client, terminal, dir, options);
        terminal.result(summary);
        const { created, updated, unchanged, skipped } = summary;
        if (skipped.length > 0) terminal.say("Skipped:");
        for (const { file, reason } of skipped) terminal.say(`  ${file}: ${reason}`);
        terminal.say(
          `${options.dryRun ? "Would be: " : ""}${created} created, ${updated} updated, ${unchanged} unchanged, ${skipped.length} skipped`,
        );
        if (created + updated === 0 && unchanged > 0) terminal.say("Nothing has changed.");
      })(options),
    );

  program
    .command("export <dir>")
    .description("every post as a Markdown file; `import markdown` brings them back; repeatable")
    .addOption(asJson())
    .action(async (dir: string, options: { json?: boolean }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const summary = await exportMarkdown(await findPublication(env, root), terminal, dir);
      terminal.result(summary);
      const { created, updated, unchanged, others } = summary;
      terminal.say(`${created} created, ${updated} updated, ${unchanged} unchanged`);
      if (others > 0)
        terminal.say(
          `${others} more files there are of no post; remove them if you do not need them`,
        );
    });

  const users = program.command("users").description("accounts and their roles");
  users
    .command("create")
    .description("make an account; without a password they are mailed a link to choose one")
    .requiredOption("--name <name>", "their name")
    .requiredOption("--email <email>", "their address")
    .addOption(new Option("--role <role>", "what they may do").choices(roles).default("reader"))
    .option("--password <password>", "a first password, at least 10 characters")
    .addOption(asJson())
    .action((options) => run(createUser)(options, options));
  users
    .command("list")
    .description("accounts, newest first")
    .addOption(new Option("--role <role>", "only these").choices(roles))
    .option("--q <text>", "in name, handle or address")
    .addOption(limit())
    .addOption(cursor())
    .addOption(asJson())
    .action((options) => run(listUsers)(options, options));
  users
    .command("set-role <email>")
    .addArgument(new Argument("<role>", "what they may do from now on").choices(roles))
    .description("change what an account may do, at once")
    .addOption(asJson())
    .action((email: string, role: Role, options) => run(setRole)(options, email, role));

  const keys = program.command("keys").description("API keys for machines");
  keys
    .command("create")
    .description("make a key; it is shown once")
    .requiredOption("--name <name>", "what it is for")
    .addOption(
      new Option("--role <role>", "the most it may do").choices(roles).makeOptionMandatory(),
    )
    .addOption(
      new Option(
        "--scope <scope>",
        "one thing it may do, such as post:read; may be repeated",
      ).argParser((scope: string, before: string[] | undefined) => [...(before ?? []), scope]),
    )
    .option("--expires <date>", "when it ends, such as 2027-01-31")
    .addOption(asJson())
    .action((options) => run(createKey)(options, options));
  keys
    .command("list")
    .description("your keys, newest first")
    .option("--all", "everyone's, for admins")
    .addOption(limit())
    .addOption(cursor())
    .addOption(asJson())
    .action((options) => run(listKeys)(options, options));
  keys
    .command("revoke <ids...>")
    .description("end keys, at once")
    .addOption(asJson())
    .action((ids: string[], options) => run(revokeKeys)(options, ids));

  const posts = program.command("posts").description("what is written and what is out");
  posts
    .command("list")
    .description("posts, last touched first")
    .addOption(new Option("--status <status>", "only these").choices(statuses))
    .option("--q <text>", "in the title")
    .addOption(limit())
    .addOption(cursor())
    .addOption(asJson())
    .action((options) => run(listPosts)(options, options));
  posts
    .command("publish <ids...>")
    .description("let posts go out now")
    .addOption(asJson())
    .action((ids: string[], options) => run(publishPosts)(options, ids));

  return program;
}

function siteOf(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol !== "https:" && url?.protocol !== "http:")
    throw new InvalidArgumentError("Give an address, such as https://example.com/blog.");
  return url;
}
