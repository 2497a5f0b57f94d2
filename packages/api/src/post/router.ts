import {
  authorProcedure,
  editorProcedure,
  publicProcedure,
  router,
  searchProcedure,
} from "../trpc.ts";
import { importPosts } from "./import.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as publishing from "./publishing.ts";
import * as reading from "./reading.ts";
import * as service from "./service.ts";

export const postRouter = router({
  list: publicProcedure
    .input(input.listPosts)
    .output(output.postPage)
    .query(({ ctx, input }) => reading.listPosts(ctx, input)),
  bySlug: publicProcedure
    .input(input.postBySlug)
    .output(output.publishedPost)
    .query(({ ctx, input }) => reading.readPost(ctx, input.slug)),
  feed: publicProcedure
    .input(input.feedPosts)
    .output(output.feedEntries)
    .query(({ ctx, input }) => reading.readFeed(ctx, input)),
  source: publicProcedure
    .input(input.postBySlug)
    .output(output.postSource)
    .query(({ ctx, input }) => reading.readSource(ctx, input.slug)),
  resolvePath: publicProcedure
    .input(input.resolvePath)
    .output(output.resolvedPath)
    .query(({ ctx, input }) => reading.resolvePath(ctx, input.path)),
  search: searchProcedure
    .input(input.searchPosts)
    .output(output.searchResult)
    .query(({ ctx, input }) => reading.searchPosts(ctx, input)),

  manage: authorProcedure
    .input(input.managePosts)
    .output(output.managedPage)
    .query(({ ctx, input }) => service.managePosts(ctx, input)),
  counts: authorProcedure.output(output.statusCounts).query(({ ctx }) => service.countPosts(ctx)),
  byId: authorProcedure
    .input(input.postById)
    .output(output.editablePost)
    .query(({ ctx, input }) => service.editPost(ctx, input.id)),
  preview: authorProcedure
    .input(input.previewPost)
    .output(output.preview)
    .mutation(({ ctx, input }) => service.previewPost(ctx, input.body)),

  create: authorProcedure
    .input(input.newPosts)
    .output(output.editablePosts)
    .mutation(({ ctx, input }) => service.createPosts(ctx, input)),
  update: authorProcedure
    .input(input.postEdits)
    .output(output.editablePosts)
    .mutation(({ ctx, input }) => service.updatePosts(ctx, input)),
  publish: authorProcedure
    .input(input.postIds)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.publishPosts(ctx, input.ids)),
  unpublish: authorProcedure
    .input(input.postIds)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.unpublishPosts(ctx, input.ids)),
  archive: authorProcedure
    .input(input.postIds)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.archivePosts(ctx, input.ids)),
  schedule: authorProcedure
    .input(input.schedulePosts)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.schedulePosts(ctx, input.ids, input.at)),
  delete: authorProcedure
    .input(input.postIds)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.deletePosts(ctx, input.ids)),
  import: editorProcedure
    .input(input.importPosts)
    .output(output.importOutcome)
    .mutation(({ ctx, input }) => importPosts(ctx, input)),
});
