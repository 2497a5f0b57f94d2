import { editorProcedure, publicProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const categoryRouter = router({
  list: publicProcedure
    .input(input.listCategories)
    .output(output.categoryPage)
    .query(({ ctx, input }) => service.listCategories(ctx, input)),
  bySlug: publicProcedure
    .input(input.categoryBySlug)
    .output(output.category)
    .query(({ ctx, input }) => service.readCategory(ctx, input.slug)),

  create: editorProcedure
    .input(input.newCategories)
    .output(output.categories)
    .mutation(({ ctx, input }) => service.createCategories(ctx, input)),
  update: editorProcedure
    .input(input.categoryEdits)
    .output(output.categories)
    .mutation(({ ctx, input }) => service.updateCategories(ctx, input)),
  reorder: editorProcedure
    .input(input.categoryIds)
    .output(output.categories)
    .mutation(({ ctx, input }) => service.reorderCategories(ctx, input.ids)),
  delete: editorProcedure
    .input(input.categoryIds)
    .output(output.deletedCategories)
    .mutation(({ ctx, input }) => service.deleteCategories(ctx, input.ids)),
});
