import { z } from "zod";
import { job } from "../contract.ts";

/** A reader wrote a comment, which waits or was approved at once. */
export const commentSubmitted = job("comment.submitted", z.object({ commentId: z.uuid() }));
