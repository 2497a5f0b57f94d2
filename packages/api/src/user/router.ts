import {
  adminCreateProcedure,
  adminProcedure,
  editorProcedure,
  protectedProcedure,
  publicProcedure,
  router,
} from "../trpc.ts";
import * as administration from "./administration.ts";
import * as inviting from "./inviting.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const userRouter = router({
  me: publicProcedure
    .meta({ rest: { method: "GET", path: "/users/me", summary: "Read who I am" } })
    .output(output.me.nullable())
    .query(({ ctx }) => service.readMe(ctx)),
  byHandle: publicProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/users/by-handle/{handle}",
        summary: "Read an author's profile",
      },
    })
    .input(input.userByHandle)
    .output(output.publicProfile)
    .query(({ ctx, input }) => service.readProfile(ctx, input.handle)),
  updateProfile: protectedProcedure
    .meta({
      closedTo: ["token"],
      rest: { method: "PATCH", path: "/users/me", summary: "Change my profile" },
    })
    .input(input.profileEdit)
    .output(output.me)
    .mutation(({ ctx, input }) => service.updateProfile(ctx, input)),
  sessions: protectedProcedure
    .meta({
      closedTo: ["token"],
      rest: { method: "GET", path: "/users/me/sessions", summary: "List where I am signed in" },
    })
    .output(output.sessionLines)
    .query(({ ctx }) => service.listSessions(ctx)),
  revokeSessions: protectedProcedure
    .meta({
      closedTo: ["token"],
      rest: {
        method: "DELETE",
        path: "/users/me/sessions/{id}",
        summary: "Sign out elsewhere",
        status: 204,
      },
    })
    .input(input.userIds)
    .output(output.revokedSessions)
    .mutation(({ ctx, input }) => service.revokeSessions(ctx, input.ids)),

  suggest: editorProcedure
    .meta({
      rest: { method: "GET", path: "/users/suggest", summary: "Suggest people for a byline" },
    })
    .input(input.suggestUsers)
    .output(output.suggestedUsers)
    .query(({ ctx, input }) => service.suggestUsers(ctx, input)),

  list: adminProcedure
    .meta({ rest: { method: "GET", path: "/users", summary: "List people" } })
    .input(input.listUsers)
    .output(output.managedUserPage)
    .query(({ ctx, input }) => administration.listUsers(ctx, input)),
  byId: adminProcedure
    .meta({ rest: { method: "GET", path: "/users/{id}", summary: "Read a person" } })
    .input(input.userById)
    .output(output.managedUser)
    .query(({ ctx, input }) => administration.readUser(ctx, input.id)),
  counts: adminProcedure
    .meta({ rest: { method: "GET", path: "/users/counts", summary: "Count people by role" } })
    .output(output.userCounts)
    .query(({ ctx }) => administration.countUsers(ctx)),
  create: adminCreateProcedure
    .meta({
      closedTo: ["token"],
      rest: {
        method: "POST",
        path: "/users",
        summary: "Make an account",
        status: 201,
        location: "/users/{id}",
      },
    })
    .input(input.newUsers)
    .output(output.createdUsers)
    .mutation(({ ctx, input }) => inviting.createUsers(ctx, input)),
  invite: adminProcedure
    .meta({
      closedTo: ["token"],
      rest: { method: "POST", path: "/users/{id}/invite", summary: "Send an invitation again" },
    })
    .input(input.userIds)
    .output(output.invitedUsers)
    .mutation(({ ctx, input }) => inviting.inviteUsers(ctx, input.ids)),
  setRole: adminProcedure
    .meta({
      closedTo: ["token"],
      rest: { method: "PUT", path: "/users/{id}/role", summary: "Give somebody a role" },
    })
    .input(input.setRole)
    .output(output.changedRoles)
    .mutation(({ ctx, input }) => administration.setRole(ctx, input)),
  ban: adminProcedure
    .meta({
      closedTo: ["token"],
      rest: { method: "POST", path: "/users/{id}/ban", summary: "Suspend an account" },
    })
    .input(input.banUsers)
    .output(output.bannedUsers)
    .mutation(({ ctx, input }) => administration.banUsers(ctx, input)),
  unban: adminProcedure
    .meta({
      closedTo: ["token"],
      rest: {
        method: "POST",
        path: "/users/{id}/unban",
        summary: "Let a suspended account back in",
      },
    })
    .input(input.userIds)
    .output(output.bannedUsers)
    .mutation(({ ctx, input }) => administration.unbanUsers(ctx, input.ids)),
  resetTwoFactor: adminProcedure
    .meta({
      closedTo: ["token"],
      rest: {
        method: "DELETE",
        path: "/users/{id}/two-factor",
        summary: "Reset somebody's sign-in codes",
        status: 204,
      },
    })
    .input(input.userIds)
    .output(output.resetTwoFactors)
    .mutation(({ ctx, input }) => administration.resetTwoFactor(ctx, input.ids)),
  claimProfile: adminProcedure
    .meta({
      closedTo: ["token"],
      rest: {
        method: "POST",
        path: "/users/{userId}/claim",
        summary: "Give the posts of a profile to an account",
      },
    })
    .input(input.claimProfile)
    .output(output.claimedProfile)
    .mutation(({ ctx, input }) => administration.claimProfile(ctx, input)),
});
