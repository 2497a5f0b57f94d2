import { authorProcedure, editorProcedure, publicProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const tagRouter = router({
  list: publicProcedure
    .input(input.listTags)
    .output(output.tagPage)
    .query(({ ctx, input }) => service.listTags(ctx, input)),
  bySlug: publicProcedure
    .input(input.tagBySlug)
    .output(output.tag)
    .query(({ ctx, input }) => service.readTag(ctx, input.slug)),
  popular: publicProcedure
    .input(input.popularTags)
    .output(output.tags)
    .query(({ ctx, input }) => service.popularTags(ctx, input.limit)),

  suggest: authorProcedure
    .input(input.suggestTags)
    .output(output.tags)
    .query(({ ctx, input }) => service.suggestTags(ctx, input)),
  create: editorProcedure
    .input(input.newTags)
    .output(output.tags)
    .mutation(({ ctx, input }) => service.createTags(ctx, input)),
  update: editorProcedure
    .input(input.tagEdits)
    .output(output.tags)
    .mutation(({ ctx, input }) => service.updateTags(ctx, input)),
  merge: editorProcedure
    .input(input.mergeTags)
    .output(output.mergedTags)
    .mutation(({ ctx, input }) => service.mergeTags(ctx, input)),
  delete: editorProcedure
    .input(input.tagIds)
    .output(output.deletedTags)
    .mutation(({ ctx, input }) => service.deleteTags(ctx, input.ids)),
});
