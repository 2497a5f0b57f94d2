import type { TypeCost } from "./type-cost.ts";

/** What one call costs a client of a router of so many procedures, from its source and from declarations. */
export interface Measured {
  readonly procedures: number;
  readonly source: TypeCost;
  readonly declarations: TypeCost;
}

/** What one call to the API as it is today costs the clients there are. */
export interface Today {
  readonly name: string;
  readonly cost: TypeCost;
}

/** The page `docs/type-cost.md`, for what `compiler` counted. */
export const typeTable = (
  compiler: string,
  rows: readonly Measured[],
  today: readonly Today[],
): string => `# What types cost

A client with one call, as the compiler counts it: the router grows, the cost of the call does not. Written by
\`make type-table\` with ${compiler}. Instantiations and bytes are exact and repeat on any machine; memory
is what the compiler took on one.

## Routers of 10 to 400 procedures

Synthetic ones, ten procedures a feature, laid out like ours. Our clients read declarations.

| procedures | instantiations from source | memory | from declarations | memory | declarations |
| ---------: | -------------------------: | -----: | ----------------: | -----: | -----------: |
${rows
  .map(
    ({ procedures, source, declarations }) =>
      `| ${procedures} | ${count(source.instantiations)} | ${megabytes(source.memory)} | ${count(declarations.instantiations)} | ${megabytes(declarations.memory)} | ${kilobytes(declarations.declarationBytes)} |`,
  )
  .join("\n")}

## Today's API

| client | instantiations | memory | declarations |
| ------ | -------------: | -----: | -----------: |
${today
  .map(
    ({ name, cost }) =>
      `| ${name} | ${count(cost.instantiations)} | ${megabytes(cost.memory)} | ${kilobytes(cost.declarationBytes)} |`,
  )
  .join("\n")}

## How it is held

\`npm test -- "type budget"\` fails when a call to today's API needs more instantiations than
\`tooling/ci/type-budget.json\` allows, or when one to 400 procedures needs more than 1.1 times what one to 10
needs. \`npm test -- tests\` fails when the packed declarations are larger than 60 KB.

Three things keep it so: clients read emitted declarations and never source; the root router is written out as
a type that refers to each feature's router instead of repeating it; and outputs are inferred from zod, never
from rows of the database.
`;

const count = (value: number) => value.toLocaleString("en");
const megabytes = (value: number) => `${Math.round(value / 1_000)} MB`;
const kilobytes = (value: number | null) =>
  value === null ? "" : `${(value / 1_000).toFixed(1)} KB`;
