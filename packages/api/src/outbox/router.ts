import { adminProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const outboxRouter = router({
  list: adminProcedure
    .input(input.listOutbox)
    .output(output.outboxPage)
    .query(({ ctx, input }) => service.listOutbox(ctx, input)),
  byId: adminProcedure
    .input(input.mailById)
    .output(output.outboxMail)
    .query(({ ctx, input }) => service.readMail(ctx, input.id)),
});
