export { fieldTypes } from "./fields.ts";
export { generateEntity } from "./entity/generate.ts";
export { generateJob } from "./job/generate.ts";
export { accessLevels, generateProcedure, kinds } from "./procedure/generate.ts";
export { openTree, type Tree } from "./tree.ts";
