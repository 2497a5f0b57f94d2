import { adminProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const auditRouter = router({
  list: adminProcedure
    .meta({ rest: { method: "GET", path: "/audit", summary: "List what was done, and by whom" } })
    .input(input.listAudit)
    .output(output.auditPage)
    .query(({ ctx, input }) => service.listAudit(ctx, input)),
});
