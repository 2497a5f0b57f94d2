import type { CallOptions } from "./call.ts";

/** A procedure that answers a page at a time. */
export interface Listing<Input, Page> {
  query(input: Input, options?: CallOptions): Promise<Page>;
}

interface PageInput {
  readonly cursor?: string | null | undefined;
}

/**
 * Every page of a list, one after another, each fetched when it is asked for:
 * `for await (const { items } of pages(client.post.list, { limit: 100 }))`.
 * Starts at the input's `cursor`, or at the beginning. `options` are those of each page's call.
 */
export async function* pages<
  Input extends PageInput,
  Page extends { readonly nextCursor: string | null },
>(
  list: Listing<Input, Page>,
  input: Input,
  options?: CallOptions,
): AsyncGenerator<Page, void, void> {
  let page = await list.query(input, options);
  yield page;
  while (page.nextCursor !== null) {
    page = await list.query({ ...input, cursor: page.nextCursor }, options);
    yield page;
  }
}

/** Every record of a list, page by page. */
export async function* items<Input extends PageInput, Item>(
  list: Listing<Input, { readonly items: readonly Item[]; readonly nextCursor: string | null }>,
  input: Input,
  options?: CallOptions,
): AsyncGenerator<Item, void, void> {
  for await (const page of pages(list, input, options)) yield* page.items;
}
