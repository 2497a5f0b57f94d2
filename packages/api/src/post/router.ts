import { resolvePath } from "../redirects.ts";
import {
  authorCreateProcedure,
  authorProcedure,
  editorCreateProcedure,
  publicProcedure,
  router,
  searchProcedure,
} from "../trpc.ts";
import { importPosts } from "./import.ts";
import * as input from "./input.ts";
import * as managing from "./managing.ts";
import * as output from "./output.ts";
import * as publishing from "./publishing.ts";
import * as reading from "./reading.ts";
import { searchPosts } from "./search.ts";
import * as service from "./service.ts";

export const postRouter = router({
  list: publicProcedure
    .meta({ rest: { method: "GET", path: "/posts", summary: "List published posts" } })
    .input(input.listPosts)
    .output(output.postPage)
    .query(({ ctx, input }) => reading.listPosts(ctx, input)),
  bySlug: publicProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/posts/by-slug/{slug}",
        summary: "Read a published post by its slug",
      },
    })
    .input(input.postBySlug)
    .output(output.publishedPost)
    .query(({ ctx, input }) => reading.readPost(ctx, input.slug)),
  feed: publicProcedure
    .input(input.feedPosts)
    .output(output.feedEntries)
    .query(({ ctx, input }) => reading.readFeed(ctx, input)),
  read: publicProcedure
    .meta({ rest: { method: "GET", path: "/posts/{id}", summary: "Read a published post" } })
    .input(input.postById)
    .output(output.publishedPost)
    .query(({ ctx, input }) => reading.readPostById(ctx, input.id)),
  source: publicProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/posts/by-slug/{slug}/source",
        summary: "Read a published post as Markdown",
      },
    })
    .input(input.postBySlug)
    .output(output.postSource)
    .query(({ ctx, input }) => reading.readSource(ctx, input.slug)),
  resolvePath: publicProcedure
    .input(input.resolvePath)
    .output(output.resolvedPath)
    .query(({ ctx, input }) => resolvePath(ctx, input.path)),
  search: searchProcedure
    .meta({ rest: { method: "GET", path: "/posts", summary: "Search published posts", when: "q" } })
    .input(input.searchPosts)
    .output(output.searchResult)
    .query(({ ctx, input }) => searchPosts(ctx, input)),

  manage: authorProcedure
    .meta({
      rest: { method: "GET", path: "/posts", summary: "List posts of any status", when: "status" },
    })
    .input(input.managePosts)
    .output(output.managedPage)
    .query(({ ctx, input }) => managing.managePosts(ctx, input)),
  counts: authorProcedure
    .meta({ rest: { method: "GET", path: "/posts/counts", summary: "Count posts by status" } })
    .output(output.statusCounts)
    .query(({ ctx }) => managing.countPosts(ctx)),
  byId: authorProcedure
    .meta({
      rest: { method: "GET", path: "/posts/{id}/edit", summary: "Read a post as it is edited" },
    })
    .input(input.postById)
    .output(output.editablePost)
    .query(({ ctx, input }) => service.editPost(ctx, input.id)),
  preview: authorProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/posts/preview",
        summary: "Render Markdown as a post would be",
      },
    })
    .input(input.previewPost)
    .output(output.preview)
    .mutation(({ ctx, input }) => service.previewPost(ctx, input.body)),

  create: authorCreateProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/posts",
        summary: "Write a post",
        status: 201,
        location: "/posts/{id}/edit",
      },
    })
    .input(input.newPosts)
    .output(output.editablePosts)
    .mutation(({ ctx, input }) => service.createPosts(ctx, input)),
  update: authorProcedure
    .meta({
      rest: [
        { method: "PATCH", path: "/posts/{id}", summary: "Change a post" },
        { method: "PUT", path: "/posts/{id}", summary: "Replace a post", optional: ["authorIds"] },
      ],
    })
    .input(input.postEdits)
    .output(output.editablePosts)
    .mutation(({ ctx, input }) => service.updatePosts(ctx, input)),
  publish: authorProcedure
    .meta({ rest: { method: "POST", path: "/posts/{id}/publish", summary: "Publish a post" } })
    .input(input.postIds)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.publishPosts(ctx, input.ids)),
  unpublish: authorProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/posts/{id}/unpublish",
        summary: "Take a post back to drafts",
      },
    })
    .input(input.postIds)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.unpublishPosts(ctx, input.ids)),
  archive: authorProcedure
    .meta({ rest: { method: "POST", path: "/posts/{id}/archive", summary: "Archive a post" } })
    .input(input.postIds)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.archivePosts(ctx, input.ids)),
  schedule: authorProcedure
    .meta({
      rest: { method: "POST", path: "/posts/{id}/schedule", summary: "Publish a post at a time" },
    })
    .input(input.schedulePosts)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.schedulePosts(ctx, input.ids, input.at)),
  delete: authorProcedure
    .meta({
      rest: { method: "DELETE", path: "/posts/{id}", summary: "Delete a post", status: 204 },
    })
    .input(input.postIds)
    .output(output.movedPosts)
    .mutation(({ ctx, input }) => publishing.deletePosts(ctx, input.ids)),
  import: editorCreateProcedure
    .meta({
      rest: { method: "POST", path: "/posts/import", summary: "Import posts, many at once" },
    })
    .input(input.importPosts)
    .output(output.importOutcome)
    .mutation(({ ctx, input }) => importPosts(ctx, input)),
});
