import { protectedProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const keyRouter = router({
  list: protectedProcedure
    .input(input.listKeys)
    .output(output.keyPage)
    .query(({ ctx, input }) => service.listKeys(ctx, input)),
  create: protectedProcedure
    .input(input.newKey)
    .output(output.createdKey)
    .mutation(({ ctx, input }) => service.createKey(ctx, input)),
  revoke: protectedProcedure
    .input(input.keyIds)
    .output(output.revokedKeys)
    .mutation(({ ctx, input }) => service.revokeKeys(ctx, input.ids)),
});
