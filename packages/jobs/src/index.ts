export type { Contract, Retry } from "./contract.ts";
export { contracts } from "./contracts/index.ts";
export type { Contracts } from "./contracts/index.ts";
export { DEAD_LETTERS, provisionJobs } from "./provision.ts";
export type { ProvisionOptions } from "./provision.ts";
export { createJobs } from "./queue.ts";
export type { Delay, Draft, Drafts, Jobs, JobsHandle, JobsOptions, Queue } from "./queue.ts";
export { createWorker, GiveUp } from "./worker.ts";
export type { Handler, Handlers, RunningJob, Worker, WorkerOptions } from "./worker.ts";
