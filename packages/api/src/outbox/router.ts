import { adminProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const outboxRouter = router({
  list: adminProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/outbox",
        summary: "List mails that were kept instead of sent",
      },
    })
    .input(input.listOutbox)
    .output(output.outboxPage)
    .query(({ ctx, input }) => service.listOutbox(ctx, input)),
  byId: adminProcedure
    // Links in mails sign people in: who reads them could be anybody, so a machine must not.
    .meta({
      closedTo: ["token", "key"],
      rest: { method: "GET", path: "/outbox/{id}", summary: "Read a mail that was kept" },
    })
    .input(input.mailById)
    .output(output.outboxMail)
    .query(({ ctx, input }) => service.readMail(ctx, input.id)),
});
