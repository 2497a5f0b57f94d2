import type { Logger } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Db } from "../database.ts";
import { tables } from "../drivers/tables.ts";

interface RawNode {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly RawNode[];
}

/** The plan of one statement, as a tree of steps. */
export interface StatementPlan {
  readonly statement: string;
  readonly root: RawNode;
}

type PlannerSwitch = "seqscan" | "indexscan" | "sort" | "incremental_sort";

/**
 * Runs `work` and returns how PostgreSQL planned each query it made: the very statements of the models, with
 * their parameters. Small tables would rightly be read and sorted whole, so both are discouraged, and remain
 * only where no index can do the work.
 */
export async function plansOf(
  url: string,
  work: (db: Db) => Promise<unknown>,
  discouraged: readonly PlannerSwitch[] = ["seqscan", "sort", "incremental_sort"],
): Promise<StatementPlan[]> {
  const statements: { text: string; values: unknown[] }[] = [];
  const logger: Logger = {
    logQuery: (text, values) => void (/^select/i.test(text) && statements.push({ text, values })),
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    options: discouraged.map((name) => `-c enable_${name}=off`).join(" "),
  });
  try {
    await work(drizzle({ client: pool, schema: tables, logger }));
    const plans: StatementPlan[] = [];
    for (const { text, values } of statements) {
      const { rows } = await pool.query<{ "QUERY PLAN": readonly { Plan: RawNode }[] }>(
        `explain (format json) ${text}`,
        values,
      );
      const root = rows[0]?.["QUERY PLAN"][0]?.Plan;
      if (root) plans.push({ statement: text, root });
    }
    return plans;
  } finally {
    await pool.end();
  }
}

/**
 * Throws, showing the plan, unless one of the statements walks `index` in its order: nothing between the
 * top of its plan and that index sorts, and no table is read from end to end.
 */
export function expectWalks(plans: readonly StatementPlan[], index: string): void {
  const shown = plans.map(({ root }) => draw(root)).join("\n\n");
  const walks = plans.some(({ root }) => pathTo(root, index)?.every((node) => !isSort(node)));
  if (!walks) throw new Error(`Nothing walks ${index} in order:\n${shown}`);
  const whole = plans
    .flatMap(({ root }) => nodesOf(root))
    .find((node) => node["Node Type"] === "Seq Scan");
  if (whole) throw new Error(`Reads all of ${whole["Relation Name"] ?? "a table"}:\n${shown}`);
}

const isSort = (node: RawNode) => node["Node Type"].includes("Sort");

const nodesOf = (node: RawNode): RawNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** The steps from here down to the one that reads the index. */
function pathTo(node: RawNode, index: string): RawNode[] | undefined {
  if (node["Index Name"] === index) return [node];
  for (const child of node.Plans ?? []) {
    const path = pathTo(child, index);
    if (path) return [node, ...path];
  }
  return undefined;
}

function draw(node: RawNode, depth = 0): string {
  const { "Node Type": type, "Index Name": index, "Relation Name": table } = node;
  const line = `${"  ".repeat(depth)}${[type, index, table && `on ${table}`].filter(Boolean).join(" ")}`;
  return [line, ...(node.Plans ?? []).map((child) => draw(child, depth + 1))].join("\n");
}
