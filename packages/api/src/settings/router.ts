import { adminProcedure, publicProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const settingsRouter = router({
  get: publicProcedure.output(output.publicSettings).query(({ ctx }) => service.readSettings(ctx)),
  update: adminProcedure
    .input(input.settingsEdit)
    .output(output.publicSettings)
    .mutation(({ ctx, input }) => service.updateSettings(ctx, input)),
});
