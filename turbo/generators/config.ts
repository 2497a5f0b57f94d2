import type { PlopTypes } from "@turbo/gen";
import {
  accessLevels,
  fieldTypes,
  generateEntity,
  generateJob,
  generateProcedure,
  kinds,
  openTree,
  type Tree,
} from "../../tooling/generators/src/index.ts";

// What is asked, and in which order; `--args` answers in the same. The work is in tooling/generators.

type Generate = (tree: Tree, answer: (name: string) => string) => readonly string[];

const write =
  (generate: Generate): PlopTypes.CustomActionFunction =>
  (answers) => {
    const given = (name: string) => (answers as Record<string, string | undefined>)[name] ?? "";
    // Not the folder in which the command was called: the checkout that this file belongs to.
    const { root } = (answers as { turbo: { paths: { root: string } } }).turbo.paths;
    try {
      const files = generate(openTree(root), given);
      return ["wrote", ...files.map((file) => `    ${file}`)].join("\n");
    } catch (error) {
      // The program around this says what went wrong, and ends as if nothing had.
      process.exitCode = 1;
      throw error;
    }
  };

/** Says which generators `turbo gen` has. */
export default function generators(plop: PlopTypes.NodePlopAPI): void {
  plop.setGenerator("entity", {
    description: "A kind of record: table, migration, API, newsroom page and their tests",
    prompts: [
      {
        type: "input",
        name: "name",
        message:
          "What is one of them called? A noun in the singular, such as reading-list; with a plural of its own, cactus:cacti",
      },
      {
        type: "input",
        name: "fields",
        message: `Which fields? name:type, with ? after the name where it may be left out; types are ${fieldTypes.join(", ")}. Such as title:text, note?:markdown, post:reference`,
      },
    ],
    actions: [
      write((tree, answer) =>
        generateEntity(tree, {
          name: answer("name"),
          fields: answer("fields"),
        }),
      ),
    ],
  });

  plop.setGenerator("procedure", {
    description: "A procedure of a feature that exists, with its REST address and tests",
    prompts: [
      { type: "input", name: "feature", message: "Of which feature? Such as post" },
      { type: "input", name: "name", message: "What does it do? A verb, such as pin" },
      { type: "list", name: "kind", message: "Does it read or write?", choices: [...kinds] },
      {
        type: "list",
        name: "access",
        message: "Who may call it, at the least?",
        choices: [...accessLevels],
      },
    ],
    actions: [
      write((tree, answer) =>
        generateProcedure(tree, {
          feature: answer("feature"),
          name: answer("name"),
          kind: answer("kind"),
          access: answer("access"),
        }),
      ),
    ],
  });

  plop.setGenerator("job", {
    description: "A job: its contract, its handler and their tests",
    prompts: [
      {
        type: "input",
        name: "name",
        message: "What has happened? A noun, a dot and a past tense, such as invoice.sent",
      },
      {
        type: "input",
        name: "schedule",
        message: "At which times, as cron in UTC? Empty for a job that is queued by the app",
        default: "",
      },
    ],
    actions: [
      write((tree, answer) =>
        generateJob(tree, { name: answer("name"), schedule: answer("schedule") }),
      ),
    ],
  });
}
