import type { Experiment } from "./experiment.ts";

/**
 * The experiments that run. While there is none, no visitor is told apart, no cookie is set and every page
 * is remembered once. How to hold one is told in this app's README.
 */
export const experiments: readonly Experiment[] = [];
