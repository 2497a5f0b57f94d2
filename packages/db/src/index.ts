export { newId } from "./columns.ts";
export { type DatabaseHandle, type DatabaseOptions, type Db, openDatabase } from "./database.ts";
export {
  constraintOf,
  isContended,
  isForeignKeyViolation,
  isOutOfTime,
  isUnavailable,
  isUniqueViolation,
  isUnstorable,
  summarizeDatabaseError,
} from "./database-errors.ts";
export * from "./keyset.ts";
export { listen, type Listener, type ListenOptions, notify, type Topics } from "./listen.ts";
export { lockUntilCommit } from "./lock.ts";
export { buildConditions, type Filter, model, takeFirst } from "./model.ts";
export * from "./models/index.ts";
export * from "./schema/index.ts";
