import {
  commentProcedure,
  editorProcedure,
  protectedProcedure,
  publicProcedure,
  router,
} from "../trpc.ts";
import * as input from "./input.ts";
import * as moderation from "./moderation.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const commentRouter = router({
  list: publicProcedure
    .input(input.listComments)
    .output(output.commentThreads)
    .query(({ ctx, input }) => service.listComments(ctx, input)),
  replies: publicProcedure
    .input(input.listReplies)
    .output(output.replyPage)
    .query(({ ctx, input }) => service.listReplies(ctx, input)),
  mine: protectedProcedure
    .input(input.ownComments)
    .output(output.shownComments)
    .query(({ ctx, input }) => service.ownPendingComments(ctx, input.postId)),
  create: commentProcedure
    .input(input.newComment)
    .output(output.shownComment)
    .mutation(({ ctx, input }) => service.createComment(ctx, input)),
  withdraw: protectedProcedure
    .input(input.commentIds)
    .output(output.withdrawnComments)
    .mutation(({ ctx, input }) => service.withdrawComments(ctx, input.ids)),

  queue: editorProcedure
    .input(input.queueComments)
    .output(output.queuePage)
    .query(({ ctx, input }) => moderation.queueComments(ctx, input)),
  counts: editorProcedure
    .output(output.commentCounts)
    .query(({ ctx }) => moderation.countComments(ctx)),
  approve: editorProcedure
    .input(input.commentIds)
    .output(output.movedComments)
    .mutation(({ ctx, input }) => moderation.approveComments(ctx, input.ids)),
  markSpam: editorProcedure
    .input(input.commentIds)
    .output(output.movedComments)
    .mutation(({ ctx, input }) => moderation.markSpam(ctx, input.ids)),
  remove: editorProcedure
    .input(input.commentIds)
    .output(output.movedComments)
    .mutation(({ ctx, input }) => moderation.removeComments(ctx, input.ids)),
  restore: editorProcedure
    .input(input.restoreComments)
    .output(output.movedComments)
    .mutation(({ ctx, input }) => moderation.restoreComments(ctx, input)),
});
