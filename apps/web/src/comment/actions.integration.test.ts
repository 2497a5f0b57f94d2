import { test } from "@quoin/api/testing";
import { beforeEach, describe, expect, vi } from "vitest";
import { newBrowser, sending } from "../testing/next-request.ts";
import { formOf, openTestDoor, redirectOf } from "../testing/publication.ts";
import { signedInAs } from "../testing/reader.ts";
import { postComment, withdrawComment } from "./actions.ts";

const refreshed = vi.hoisted(() => vi.fn<() => void>());
vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => import("../testing/next-request.ts"));
vi.mock("next/cache", () => ({ refresh: refreshed }));

const scripted = { "next-action": "an action" };

beforeEach(() => {
  newBrowser();
  refreshed.mockClear();
});

describe("posting a comment", () => {
  test("with script: the page is told to show it, and it waits for a moderator", async ({
    api,
  }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    const reader = await signedInAs(api, "reader");
    sending(scripted);
    const path = `/posts/${post.slug}`;
    const answer = await postComment(null, formOf({ postId: post.id, path, body: "A **word**" }));
    expect(answer).toEqual({ success: true, message: expect.stringContaining("moderator") });
    expect(refreshed).toHaveBeenCalledOnce();
    const waiting = await api.as(reader).comment.mine({ postId: post.id });
    expect(waiting).toMatchObject([
      { status: "pending", html: expect.stringContaining("<strong>") },
    ]);
    expect((await api.as(null).comment.list({ postId: post.id })).items).toEqual([]);
  });

  test("without: the answer is a page of its own, at the comment", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    const reader = await signedInAs(api, "reader");
    const path = `/posts/${post.slug}`;
    const to = await redirectOf(
      postComment(null, formOf({ postId: post.id, path, body: "Hello" })),
    );
    const [comment] = await api.as(reader).comment.mine({ postId: post.id });
    expect(to).toBe(`${path}#comment-${comment!.id}`);
    expect(refreshed).not.toHaveBeenCalled();
  });

  test("a path that is not a post's leads nowhere else", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    await signedInAs(api, "reader");
    for (const path of ["//evil.example", "https://evil.example", "/posts/a/../../x", ""]) {
      const form = formOf({ postId: post.id, path, body: `From ${path || "nowhere"}` });
      expect(await redirectOf(postComment(null, form))).toMatch(/^\/#comment-/);
    }
  });

  test("an answer stands under what it answers", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    const parent = await api.make.comment().on(post).approved().create();
    const reader = await signedInAs(api, "reader");
    sending(scripted);
    const form = formOf({ postId: post.id, path: "/", parentId: parent.id, body: "Indeed" });
    expect(await postComment(null, form)).toMatchObject({ success: true });
    const [answer] = await api.as(reader).comment.mine({ postId: post.id });
    expect(answer?.parentId).toBe(parent.id);
  });

  test("an author's own comment is up at once", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    await signedInAs(api, "editor");
    sending(scripted);
    const form = formOf({ postId: post.id, path: "/", body: "Up" });
    expect(await postComment(null, form)).toMatchObject({ message: "Your comment is up." });
  });

  test("what is wrong is said beside the field, and nothing typed is lost", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    await signedInAs(api, "reader");
    sending(scripted);
    const body = "x".repeat(5_001);
    const answer = await postComment(null, formOf({ postId: post.id, path: "/", body }));
    expect(answer).toMatchObject({
      success: false,
      fieldErrors: { body: expect.stringContaining("5,000") },
      values: { body },
    });
    expect(
      await postComment(null, formOf({ postId: post.id, path: "/", body: "  " })),
    ).toMatchObject({ success: false, fieldErrors: { body: "Write something here" } });
  });

  test("strangers, other sites and closed posts are refused in words", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    const form = formOf({ postId: post.id, path: "/", body: "Kept" });
    expect(await postComment(null, form)).toMatchObject({
      success: false,
      error: expect.stringContaining("Sign in"),
      values: { body: "Kept" },
    });
    await signedInAs(api, "reader");
    sending({ origin: "https://evil.example" });
    expect(await postComment(null, form)).toMatchObject({
      error: expect.stringContaining("another site"),
    });
    sending({});
    const draft = await api.make.post().draft().create();
    const there = formOf({ postId: draft.id, path: "/", body: "Kept" });
    expect(await postComment(null, there)).toMatchObject({ success: false });
  });

  test("a form that is sent twice posts once, with and without script", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    const reader = await signedInAs(api, "reader");
    const path = `/posts/${post.slug}`;
    const form = formOf({ postId: post.id, path, body: "Once", key: "one-writing" });
    sending({});
    const both = await Promise.all([
      redirectOf(postComment(null, form)),
      redirectOf(postComment(null, form)),
    ]);
    expect(both[0]).toBe(both[1]);
    sending(scripted);
    expect(await postComment(null, form)).toMatchObject({ success: true });
    expect(await api.as(reader).comment.mine({ postId: post.id })).toHaveLength(1);

    refreshed.mockClear();
    const other = formOf({ postId: post.id, path, body: "Other words", key: "one-writing" });
    expect(await postComment(null, other)).toMatchObject({
      success: false,
      error: expect.stringContaining("posted a comment already"),
      values: { body: "Other words" },
    });
    expect(refreshed).toHaveBeenCalledOnce();
  });

  test("too many in a row are told when to come back", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    await signedInAs(api, "reader");
    sending(scripted);
    let last = null;
    for (let count = 0; count <= 10; count += 1)
      last = await postComment(null, formOf({ postId: post.id, path: "/", body: `No. ${count}` }));
    expect(last).toMatchObject({
      success: false,
      error: expect.stringContaining("Try again in"),
      retryAfterSeconds: expect.any(Number),
      values: { body: "No. 10" },
    });
  });
});

describe("withdrawing a comment", () => {
  test("takes one's own back while it waits, and nobody else's", async ({ api }) => {
    await openTestDoor(api);
    const post = await api.make.post().published().create();
    const reader = await signedInAs(api, "reader");
    const path = `/posts/${post.slug}`;
    await redirectOf(postComment(null, formOf({ postId: post.id, path, body: "Hm" })));
    const [comment] = await api.as(reader).comment.mine({ postId: post.id });
    const form = formOf({ id: comment!.id, path });

    await signedInAs(api, "reader");
    expect(await withdrawComment(null, form)).toMatchObject({ success: false });
    expect(await api.as(reader).comment.mine({ postId: post.id })).toHaveLength(1);

    await signedInAs(api, reader);
    expect(await redirectOf(withdrawComment(null, form))).toBe(`${path}#comments-section`);
    expect(await api.as(reader).comment.mine({ postId: post.id })).toEqual([]);
  });

  test("an id that is none is refused", async ({ api }) => {
    await openTestDoor(api);
    await signedInAs(api, "reader");
    expect(await withdrawComment(null, formOf({ id: "none" }))).toMatchObject({ success: false });
  });
});
