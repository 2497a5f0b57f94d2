import { protectedCreateProcedure, protectedProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const keyRouter = router({
  list: protectedProcedure
    .meta({ closedTo: ["token"], rest: { method: "GET", path: "/keys", summary: "List API keys" } })
    .input(input.listKeys)
    .output(output.keyPage)
    .query(({ ctx, input }) => service.listKeys(ctx, input)),
  byId: protectedProcedure
    .meta({
      closedTo: ["token"],
      rest: { method: "GET", path: "/keys/{id}", summary: "Read about an API key" },
    })
    .input(input.keyById)
    .output(output.keyLine)
    .query(({ ctx, input }) => service.readKey(ctx, input.id)),
  create: protectedCreateProcedure
    .meta({
      closedTo: ["token"],
      rest: {
        method: "POST",
        path: "/keys",
        summary: "Make an API key",
        status: 201,
        location: "/keys/{id}",
      },
    })
    .input(input.newKey)
    .output(output.createdKey)
    .mutation(({ ctx, input }) => service.createKey(ctx, input)),
  revoke: protectedProcedure
    .meta({
      closedTo: ["token"],
      rest: { method: "DELETE", path: "/keys/{id}", summary: "Revoke an API key", status: 204 },
    })
    .input(input.keyIds)
    .output(output.revokedKeys)
    .mutation(({ ctx, input }) => service.revokeKeys(ctx, input.ids)),
});
