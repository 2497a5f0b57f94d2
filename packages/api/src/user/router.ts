import {
  adminProcedure,
  editorProcedure,
  protectedProcedure,
  publicProcedure,
  router,
} from "../trpc.ts";
import * as administration from "./administration.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const userRouter = router({
  me: publicProcedure.output(output.me.nullable()).query(({ ctx }) => service.readMe(ctx)),
  byHandle: publicProcedure
    .input(input.userByHandle)
    .output(output.publicProfile)
    .query(({ ctx, input }) => service.readProfile(ctx, input.handle)),
  updateProfile: protectedProcedure
    .input(input.profileEdit)
    .output(output.me)
    .mutation(({ ctx, input }) => service.updateProfile(ctx, input)),
  sessions: protectedProcedure
    .output(output.sessionLines)
    .query(({ ctx }) => service.listSessions(ctx)),
  revokeSessions: protectedProcedure
    .input(input.userIds)
    .output(output.revokedSessions)
    .mutation(({ ctx, input }) => service.revokeSessions(ctx, input.ids)),

  suggest: editorProcedure
    .input(input.suggestUsers)
    .output(output.suggestedUsers)
    .query(({ ctx, input }) => service.suggestUsers(ctx, input)),

  list: adminProcedure
    .input(input.listUsers)
    .output(output.managedUserPage)
    .query(({ ctx, input }) => administration.listUsers(ctx, input)),
  counts: adminProcedure
    .output(output.userCounts)
    .query(({ ctx }) => administration.countUsers(ctx)),
  create: adminProcedure
    .input(input.newUsers)
    .output(output.createdUsers)
    .mutation(({ ctx, input }) => administration.createUsers(ctx, input)),
  setRole: adminProcedure
    .input(input.setRole)
    .output(output.changedRoles)
    .mutation(({ ctx, input }) => administration.setRole(ctx, input)),
  ban: adminProcedure
    .input(input.banUsers)
    .output(output.bannedUsers)
    .mutation(({ ctx, input }) => administration.banUsers(ctx, input)),
  unban: adminProcedure
    .input(input.userIds)
    .output(output.bannedUsers)
    .mutation(({ ctx, input }) => administration.unbanUsers(ctx, input.ids)),
  claimProfile: adminProcedure
    .input(input.claimProfile)
    .output(output.claimedProfile)
    .mutation(({ ctx, input }) => administration.claimProfile(ctx, input)),
});
