export { describeSchema, type SchemaDescription, schemaDigest } from "./migrate/digest.ts";
export { migrationsFolder } from "./migrate/folder.ts";
export { migrateDown, migrateUp, pending } from "./migrate/runner.ts";
