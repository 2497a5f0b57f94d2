import { addEntry } from "./source.ts";
import type { Tree } from "./tree.ts";

/** One procedure as the authorization matrix lists it. */
export interface Right {
  /** `post.publish` */
  readonly procedure: string;
  readonly access: string;
  /** What decides where it names records: whose they are, or the role alone. */
  readonly decidedBy?: "owner" | "role";
}

const matrix = "packages/api/src/authorization.integration.test.ts";

/** Lists procedures in the authorization matrix, which fails for one that it does not know. */
export function addRights(tree: Tree, rights: readonly Right[]): void {
  const sets = { owner: "const owned = new Set([", role: "const decidedByRole = new Set([" };
  tree.edit(matrix, (text) =>
    rights.reduce((known, { procedure, access, decidedBy }) => {
      const listed = addEntry(known, "const access: Readonly", `"${procedure}": "${access}",`);
      return decidedBy ? addEntry(listed, sets[decidedBy], `"${procedure}",`) : listed;
    }, text),
  );
}
