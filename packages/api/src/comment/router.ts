import {
  commentProcedure,
  editorProcedure,
  protectedProcedure,
  publicProcedure,
  router,
} from "../trpc.ts";
import * as input from "./input.ts";
import * as live from "./live.ts";
import * as moderation from "./moderation.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const commentRouter = router({
  list: publicProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/posts/{postId}/comments",
        summary: "List the comments under a post",
      },
    })
    .input(input.listComments)
    .output(output.commentThreads)
    .query(({ ctx, input }) => service.listComments(ctx, input)),
  replies: publicProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/comments/{rootId}/replies",
        summary: "List the replies of a thread",
      },
    })
    .input(input.listReplies)
    .output(output.replyPage)
    .query(({ ctx, input }) => service.listReplies(ctx, input)),
  byId: publicProcedure
    .meta({ rest: { method: "GET", path: "/comments/{id}", summary: "Read a comment" } })
    .input(input.commentById)
    .output(output.shownComment)
    .query(({ ctx, input }) => service.readComment(ctx, input.id)),
  live: publicProcedure
    .input(input.liveComments)
    .subscription(async ({ ctx, input, signal }) =>
      live.asEvents(await live.openLiveComments(ctx, input, signal)),
    ),
  mine: protectedProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/posts/{postId}/comments/mine",
        summary: "List the comments of mine that wait for approval",
      },
    })
    .input(input.ownComments)
    .output(output.shownComments)
    .query(({ ctx, input }) => service.ownPendingComments(ctx, input.postId)),
  create: commentProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/posts/{postId}/comments",
        summary: "Comment on a post",
        status: 201,
        location: "/comments/{id}",
      },
    })
    .input(input.newComment)
    .output(output.shownComment)
    .mutation(({ ctx, input }) => service.createComment(ctx, input)),
  withdraw: protectedProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/comments/{id}/withdraw",
        summary: "Take back a comment of mine that waits",
      },
    })
    .input(input.commentIds)
    .output(output.withdrawnComments)
    .mutation(({ ctx, input }) => service.withdrawComments(ctx, input.ids)),

  queue: editorProcedure
    .meta({ rest: { method: "GET", path: "/comments", summary: "List comments for moderators" } })
    .input(input.queueComments)
    .output(output.queuePage)
    .query(({ ctx, input }) => moderation.queueComments(ctx, input)),
  counts: editorProcedure
    .meta({
      rest: { method: "GET", path: "/comments/counts", summary: "Count comments by status" },
    })
    .output(output.commentCounts)
    .query(({ ctx }) => moderation.countComments(ctx)),
  approve: editorProcedure
    .meta({
      rest: { method: "POST", path: "/comments/{id}/approve", summary: "Approve a comment" },
    })
    .input(input.commentIds)
    .output(output.movedComments)
    .mutation(({ ctx, input }) => moderation.approveComments(ctx, input.ids)),
  markSpam: editorProcedure
    .meta({
      rest: { method: "POST", path: "/comments/{id}/spam", summary: "Mark a comment as spam" },
    })
    .input(input.commentIds)
    .output(output.movedComments)
    .mutation(({ ctx, input }) => moderation.markSpam(ctx, input.ids)),
  remove: editorProcedure
    .meta({
      rest: { method: "DELETE", path: "/comments/{id}", summary: "Remove a comment", status: 204 },
    })
    .input(input.commentIds)
    .output(output.movedComments)
    .mutation(({ ctx, input }) => moderation.removeComments(ctx, input.ids)),
  restore: editorProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/comments/{id}/restore",
        summary: "Put a comment back to where it was",
      },
    })
    .input(input.restoreComments)
    .output(output.movedComments)
    .mutation(({ ctx, input }) => moderation.restoreComments(ctx, input)),
});
