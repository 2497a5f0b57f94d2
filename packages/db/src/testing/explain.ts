import { type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "../database.ts";

export interface PlanNode {
  /** Such as "Index Scan", "Sort" or "Limit". */
  readonly type: string;
  readonly index?: string;
  readonly table?: string;
}

/** How PostgreSQL means to run a query, outermost step first. */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  /** One line a step, for a failure's message. */
  readonly text: string;
}

interface RawNode {
  readonly "Node Type": string;
  readonly "Index Name"?: string;
  readonly "Relation Name"?: string;
  readonly Plans?: readonly RawNode[];
}

/**
 * The plan of a query. Test tables are small, and for a small table PostgreSQL would rightly read and sort all of
 * it; so both are discouraged here, and remain only where no index can do the work.
 */
export async function explain(db: Db, query: SQLWrapper): Promise<Plan> {
  const root = await db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local enable_sort = off`);
    await tx.execute(sql`set local enable_incremental_sort = off`);
    const { rows } = await tx.execute<{ "QUERY PLAN": readonly { Plan: RawNode }[] }>(
      sql`explain (format json) ${query.getSQL()}`,
    );
    return rows[0]?.["QUERY PLAN"][0]?.Plan;
  });
  if (!root) throw new Error("PostgreSQL gave no plan");
  const nodes: PlanNode[] = [];
  const lines: string[] = [];
  const walk = (node: RawNode, depth: number): void => {
    const [type, index, table] = [node["Node Type"], node["Index Name"], node["Relation Name"]];
    nodes.push({
      type,
      ...(index === undefined ? {} : { index }),
      ...(table === undefined ? {} : { table }),
    });
    lines.push(
      `${"  ".repeat(depth)}${[type, index, table && `on ${table}`].filter(Boolean).join(" ")}`,
    );
    for (const child of node.Plans ?? []) walk(child, depth + 1);
  };
  walk(root, 0);
  return { nodes, text: lines.join("\n") };
}

/**
 * Throws, showing the plan, unless it reads by the named index, reads no table from end to end and sorts nothing.
 * `sorts: true` lets it sort, for results that are ranked.
 */
export function expectIndexed(plan: Plan, index: string, { sorts = false } = {}): void {
  const problems: string[] = [];
  if (!plan.nodes.some((node) => node.index === index)) problems.push(`does not use ${index}`);
  for (const { type, table } of plan.nodes) {
    if (type === "Seq Scan") problems.push(`reads all of ${table ?? "a table"}`);
    if (!sorts && type.includes("Sort")) problems.push("sorts");
  }
  if (problems.length > 0) throw new Error(`The query ${problems.join(", ")}:\n${plan.text}`);
}
