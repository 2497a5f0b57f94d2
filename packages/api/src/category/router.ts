import { editorCreateProcedure, editorProcedure, publicProcedure, router } from "../trpc.ts";
import * as input from "./input.ts";
import * as output from "./output.ts";
import * as service from "./service.ts";

export const categoryRouter = router({
  list: publicProcedure
    .meta({
      rest: { method: "GET", path: "/categories", summary: "List categories in their order" },
    })
    .input(input.listCategories)
    .output(output.categoryPage)
    .query(({ ctx, input }) => service.listCategories(ctx, input)),
  bySlug: publicProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/categories/by-slug/{slug}",
        summary: "Read a category by its slug",
      },
    })
    .input(input.categoryBySlug)
    .output(output.category)
    .query(({ ctx, input }) => service.readCategory(ctx, input.slug)),

  create: editorCreateProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/categories",
        summary: "Make a category",
        status: 201,
        location: "/categories/by-slug/{slug}",
      },
    })
    .input(input.newCategories)
    .output(output.categories)
    .mutation(({ ctx, input }) => service.createCategories(ctx, input)),
  update: editorProcedure
    .meta({
      rest: [
        { method: "PATCH", path: "/categories/{id}", summary: "Change a category" },
        { method: "PUT", path: "/categories/{id}", summary: "Replace a category" },
      ],
    })
    .input(input.categoryEdits)
    .output(output.categories)
    .mutation(({ ctx, input }) => service.updateCategories(ctx, input)),
  reorder: editorProcedure
    .meta({
      rest: { method: "PUT", path: "/categories/order", summary: "Put categories into an order" },
    })
    .input(input.categoryIds)
    .output(output.categories)
    .mutation(({ ctx, input }) => service.reorderCategories(ctx, input.ids)),
  delete: editorProcedure
    .meta({
      rest: {
        method: "DELETE",
        path: "/categories/{id}",
        summary: "Delete a category",
        status: 204,
      },
    })
    .input(input.categoryIds)
    .output(output.deletedCategories)
    .mutation(({ ctx, input }) => service.deleteCategories(ctx, input.ids)),
});
