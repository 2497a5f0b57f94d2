import { z } from "zod";
import { optionalLine, pageInput } from "../fields.ts";

export const listOutbox = pageInput;
export type ListOutbox = z.output<typeof listOutbox>;
export const mailById = z.object({ id: optionalLine(200) });
