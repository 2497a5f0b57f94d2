import { z } from "zod";
import { instant, job } from "../contract.ts";

/** A post has become readable: now and not before, whoever or whatever published it. */
export const postPublished = job("post.published", z.object({ postId: z.uuid() }));

/**
 * A post was given a time. Queue it with `.at(at)`; the handler publishes the post if
 * it is still to go out and due, so an outdated job does no harm.
 */
export const postScheduled = job("post.scheduled", z.object({ postId: z.uuid(), at: instant }));
