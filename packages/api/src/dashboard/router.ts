import { authorProcedure, router } from "../trpc.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const dashboardRouter = router({
  summary: authorProcedure
    .meta({
      rest: { method: "GET", path: "/dashboard", summary: "Read the figures of the newsroom" },
    })
    .output(output.summary)
    .query(({ ctx }) => service.summarize(ctx)),
});
