import type { Ctx, UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { ListTags, MergeTags, NewTagInput, SuggestTags, TagEdit } from "./input.ts";
import type { DeletedTags, MergedTags, Tag, TagPage } from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function listTags(_ctx: Ctx, _input: ListTags): Promise<TagPage> {
  throw unfinished();
}
export async function readTag(_ctx: Ctx, _slug: string): Promise<Tag> {
  throw unfinished();
}
export async function popularTags(_ctx: Ctx, _limit: number): Promise<Tag[]> {
  throw unfinished();
}
export async function suggestTags(_ctx: UserCtx, _input: SuggestTags): Promise<Tag[]> {
  throw unfinished();
}
export async function createTags(_ctx: UserCtx, _input: NewTagInput[]): Promise<Tag[]> {
  throw unfinished();
}
export async function updateTags(_ctx: UserCtx, _edits: TagEdit[]): Promise<Tag[]> {
  throw unfinished();
}
export async function mergeTags(_ctx: UserCtx, _input: MergeTags): Promise<MergedTags> {
  throw unfinished();
}
export async function deleteTags(_ctx: UserCtx, _ids: string[]): Promise<DeletedTags> {
  throw unfinished();
}
