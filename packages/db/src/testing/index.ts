export {
  createTestDatabase,
  rolledBack,
  type TestDatabase,
  type TestDatabaseOptions,
} from "./database.ts";
export { emptyDatabase } from "./empty.ts";
export { expectIndexed, explain, type Plan, type PlanNode } from "./explain.ts";
export { expectWalks, plansOf, type StatementPlan } from "./plans.ts";
export { type NeonGateway, startNeonGateway } from "./neon-gateway.ts";
export { testServerUrl } from "./server.ts";
export { statementsOf } from "./statements.ts";
export * from "./factories/index.ts";
