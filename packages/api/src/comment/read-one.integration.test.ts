import { describe, expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";

const published = (api: TestApi) => api.make.post().published().create();
const absent = { code: "NOT_FOUND", cause: { code: "not_found" } };

describe("one comment", () => {
  test("is read by anyone once it was let in, as it stands in the list", async ({ api }) => {
    const post = await published(api);
    const root = await api.make.comment().approved().on(post).create();
    const answer = await api.make.comment().approved().answering(root).create();
    const reader = api.as(null);
    const { items } = await reader.comment.list({ postId: post.id });
    const { replies: _replies, hasMoreReplies: _more, ...top } = items[0]!;
    expect(await reader.comment.byId({ id: root.id })).toEqual(top);
    expect(await reader.comment.byId({ id: answer.id })).toEqual(items[0]!.replies[0]);
  });

  test("tells nobody more of its writer than readers know", async ({ api }) => {
    const writer = await api.make.user().create();
    const post = await published(api);
    const { id } = await api.make.comment().by(writer).approved().on(post).create();
    const editor = await api.make.user().editor().create();
    for (const caller of [api.as(null), api.as(editor)]) {
      const text = JSON.stringify(await caller.comment.byId({ id }));
      expect(text).not.toContain(writer.email);
      expect(text).not.toContain(writer.id);
    }
  });

  test("is where its post and its thread can be seen, and nowhere else", async ({ api }) => {
    const writer = await api.make.user().create();
    const editor = await api.make.user().editor().create();
    const draft = await api.make.post().draft().create();
    const archived = await api.make.post().archived().create();
    const post = await published(api);
    const hidden = await api.make.comment().spam().on(post).create();
    const comment = () => api.make.comment().by(writer).approved();
    const out = [
      await comment().on(draft).create(),
      await comment().on(archived).create(),
      await comment().answering(hidden).create(),
    ];
    for (const { id } of out) {
      for (const caller of [api.as(null), api.as(writer)])
        await expect(caller.comment.byId({ id })).rejects.toMatchObject(absent);
      await expect(api.as(editor).comment.byId({ id })).resolves.toMatchObject({ id });
    }
  });

  test("answers the top of its thread when what it answered was taken away", async ({ api }) => {
    const post = await published(api);
    const root = await api.make.comment().approved().on(post).create();
    const between = await api.make.comment().status("deleted").answering(root).create();
    const leaf = await api.make.comment().approved().answering(between).create();
    const read = await api.as(null).comment.byId({ id: leaf.id });
    expect(read).toMatchObject({ id: leaf.id, parentId: root.id, depth: 1 });
  });

  test("is not there for an id of nothing, and no id is a 400", async ({ api }) => {
    const { byId } = api.as(null).comment;
    await expect(byId({ id: "0190b2f0-0000-7000-8000-000000000000" })).rejects.toMatchObject(
      absent,
    );
    await expect(byId({ id: "no-id" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });
});
