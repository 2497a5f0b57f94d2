import { AuditLogs, newId } from "@quoin/db";
import { expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";
import { recordAudit } from "./record.ts";

const refusal = (code: string) => ({ cause: { code } });

async function three(api: TestApi) {
  const admin = await api.make.user().admin().create();
  const editor = await api.make.user().editor().create();
  const post = { action: "post.published", entityId: newId(), label: "A post" } as const;
  await recordAudit(api.ctx(editor), api.db, [post]);
  await recordAudit(api.ctx(editor), api.db, [{ action: "tag.created", label: "wax" }]);
  await recordAudit(api.ctx(null), api.db, [post]);
  return { admin, editor, postId: post.entityId };
}

test("the log is read newest first, and by person, kind or record", async ({ api }) => {
  const { admin, editor, postId } = await three(api);
  const list = async (filter: object) =>
    (await api.as(admin).audit.list(filter)).items.map(({ action, actor }) => [
      action,
      actor?.name ?? null,
    ]);
  const bySystem = ["post.published", null];
  const byEditor = ["post.published", editor.name];
  expect(await list({})).toEqual([bySystem, ["tag.created", editor.name], byEditor]);
  expect(await list({ actorId: editor.id })).toEqual([["tag.created", editor.name], byEditor]);
  expect(await list({ entity: "tag" })).toEqual([["tag.created", editor.name]]);
  expect(await list({ entityId: postId })).toEqual([bySystem, byEditor]);
});

test("pages follow one another, each list with its own cursors", async ({ api }) => {
  const { admin } = await three(api);
  const { list } = api.as(admin).audit;
  const first = await list({ limit: 2 });
  const rest = await list({ limit: 2, cursor: first.nextCursor });
  expect(rest.items).toHaveLength(1);
  expect((await list({ limit: 2, cursor: rest.previousCursor })).items).toEqual(first.items);
  await expect(list({ entity: "tag", cursor: first.nextCursor })).rejects.toMatchObject(
    refusal("validation"),
  );
});

test("a filter is one, well-formed, and for admins", async ({ api }) => {
  const { admin, editor, postId } = await three(api);
  for (const wrong of [
    { actorId: editor.id, entity: "post" },
    { entity: "post", entityId: postId },
    { actorId: "me" },
    { entity: "a\0b" },
    { entity: "x".repeat(33) },
    { limit: 1_000 },
  ])
    await expect(api.as(admin).audit.list(wrong)).rejects.toMatchObject(refusal("validation"));
  await expect(api.as(editor).audit.list({})).rejects.toMatchObject(refusal("not_allowed"));
  await expect(api.as(null).audit.list({})).rejects.toMatchObject(refusal("unauthenticated"));
});

test("an entry names the request, cuts what it calls the record, and who acts for whom", async ({
  api,
}) => {
  const [admin, reader] = await api.make.user().createMany(2);
  const session = { id: newId(), expiresAt: new Date(), impersonatedBy: admin!.id };
  await recordAudit(api.ctx(reader!, { session }), api.db, [
    { action: "post.updated", label: "x".repeat(300), details: { version: 2 } },
  ]);
  const [line] = await AuditLogs.select(api.db);
  expect(line).toMatchObject({
    actorId: reader!.id,
    entity: "post",
    entityId: null,
    label: "x".repeat(200),
    details: { version: 2, impersonatedBy: admin!.id },
    requestId: "test-request",
  });
  const { items } = await api.as(await api.make.user().admin().create()).audit.list({});
  expect(items).toMatchObject([
    { actor: { name: reader!.name }, impersonator: { id: admin!.id, name: admin!.name } },
  ]);
});
