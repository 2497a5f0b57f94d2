import { adminProcedure, publicProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const settingsRouter = router({
  get: publicProcedure
    .meta({
      rest: { method: "GET", path: "/settings", summary: "Read the publication's settings" },
    })
    .output(output.publicSettings)
    .query(({ ctx }) => service.readSettings(ctx)),
  update: adminProcedure
    .meta({
      rest: [
        { method: "PATCH", path: "/settings", summary: "Change settings" },
        { method: "PUT", path: "/settings", summary: "Replace the settings" },
      ],
    })
    .input(input.settingsEdit)
    .output(output.publicSettings)
    .mutation(({ ctx, input }) => service.updateSettings(ctx, input)),
});
