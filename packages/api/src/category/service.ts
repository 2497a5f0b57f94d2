import type { Ctx, UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { CategoryEdit, ListCategories, NewCategoryInput } from "./input.ts";
import type { Category, CategoryPage, DeletedCategories } from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function listCategories(_ctx: Ctx, _input: ListCategories): Promise<CategoryPage> {
  throw unfinished();
}
export async function readCategory(_ctx: Ctx, _slug: string): Promise<Category> {
  throw unfinished();
}
export async function createCategories(
  _ctx: UserCtx,
  _input: NewCategoryInput[],
): Promise<Category[]> {
  throw unfinished();
}
export async function updateCategories(_ctx: UserCtx, _edits: CategoryEdit[]): Promise<Category[]> {
  throw unfinished();
}
export async function reorderCategories(_ctx: UserCtx, _ids: string[]): Promise<Category[]> {
  throw unfinished();
}
export async function deleteCategories(_ctx: UserCtx, _ids: string[]): Promise<DeletedCategories> {
  throw unfinished();
}
