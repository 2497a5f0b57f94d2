import {
  authorProcedure,
  editorCreateProcedure,
  editorProcedure,
  publicProcedure,
  router,
} from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const tagRouter = router({
  list: publicProcedure
    .meta({ rest: { method: "GET", path: "/tags", summary: "List tags by name" } })
    .input(input.listTags)
    .output(output.tagPage)
    .query(({ ctx, input }) => service.listTags(ctx, input)),
  bySlug: publicProcedure
    .meta({
      rest: { method: "GET", path: "/tags/by-slug/{slug}", summary: "Read a tag by its slug" },
    })
    .input(input.tagBySlug)
    .output(output.tag)
    .query(({ ctx, input }) => service.readTag(ctx, input.slug)),
  popular: publicProcedure
    .meta({
      rest: { method: "GET", path: "/tags/popular", summary: "List the tags with the most posts" },
    })
    .input(input.popularTags)
    .output(output.tags)
    .query(({ ctx, input }) => service.popularTags(ctx, input.limit)),

  suggest: authorProcedure
    .meta({
      rest: { method: "GET", path: "/tags/suggest", summary: "Suggest tags for what was typed" },
    })
    .input(input.suggestTags)
    .output(output.tags)
    .query(({ ctx, input }) => service.suggestTags(ctx, input)),
  create: editorCreateProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/tags",
        summary: "Make a tag",
        status: 201,
        location: "/tags/by-slug/{slug}",
      },
    })
    .input(input.newTags)
    .output(output.tags)
    .mutation(({ ctx, input }) => service.createTags(ctx, input)),
  update: editorProcedure
    .meta({
      rest: [
        { method: "PATCH", path: "/tags/{id}", summary: "Change a tag" },
        { method: "PUT", path: "/tags/{id}", summary: "Replace a tag" },
      ],
    })
    .input(input.tagEdits)
    .output(output.tags)
    .mutation(({ ctx, input }) => service.updateTags(ctx, input)),
  merge: editorProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/tags/{intoId}/merge",
        summary: "Merge other tags into a tag",
      },
    })
    .input(input.mergeTags)
    .output(output.mergedTags)
    .mutation(({ ctx, input }) => service.mergeTags(ctx, input)),
  delete: editorProcedure
    .meta({ rest: { method: "DELETE", path: "/tags/{id}", summary: "Delete a tag", status: 204 } })
    .input(input.tagIds)
    .output(output.deletedTags)
    .mutation(({ ctx, input }) => service.deleteTags(ctx, input.ids)),
});
