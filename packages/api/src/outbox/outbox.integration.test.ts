import { expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";

const refusal = (code: string) => ({ cause: { code } });
const send = (api: TestApi, subject: string) =>
  api.open.mailer.send({
    to: "ash@example.com",
    subject,
    text: `About ${subject}`,
    html: `<p>About ${subject}</p>`,
  });

test("mails that were kept are listed newest first, and read in full", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  for (const subject of ["One", "Two", "Three"]) await send(api, subject);
  const { list, byId } = api.as(admin).outbox;

  const first = await list({ limit: 2 });
  expect(first).toMatchObject({ enabled: true, items: [{ to: "ash@example.com" }, {}] });
  const rest = await list({ limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...rest.items].map(({ subject }) => subject)).toEqual([
    "Three",
    "Two",
    "One",
  ]);
  expect(rest.nextCursor).toBeNull();
  const mail = await byId({ id: rest.items[0]!.id });
  expect(mail.subject).toBe("One");
  expect(mail.html).toContain("<p>About One</p>");
  expect(mail.text).toContain("About One");
});

test("no key reads a mail, whatever it may; a session of an admin does", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  await send(api, "https://quoin.example/reset-password?token=secret");
  const [mail] = (await api.as(admin).outbox.list({})).items;
  const { create } = api.as(admin).key;
  for (const scopes of [undefined, ["outbox:read"]] as const) {
    const { key } = await create({ name: "Robot", role: "admin", scopes: scopes && [...scopes] });
    const ask = async (path: string) => {
      const url = `${api.settings.urls.web}${path}`;
      const response = await api.handler(new Request(url, { headers: { "x-api-key": key } }));
      return { status: response.status, body: await response.text() };
    };
    const input = encodeURIComponent(JSON.stringify({ json: { id: mail!.id } }));
    for (const path of [`/api/v1/outbox/${mail!.id}`, `/api/trpc/outbox.byId?input=${input}`]) {
      const refused = await ask(path);
      expect(refused.status).toBe(403);
      expect(refused.body).toContain("an API key does not do");
      expect(refused.body).not.toContain("<p>About");
    }
    expect((await ask("/api/v1/outbox")).status).toBe(200);
  }
  expect((await api.as(admin).outbox.byId({ id: mail!.id })).text).toContain("token=secret");
});

test("an id that is none finds nothing, paths included", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  for (const id of ["", "nothing", "../../etc/passwd", "%00"])
    await expect(api.as(admin).outbox.byId({ id })).rejects.toMatchObject(refusal("not_found"));
  for (const id of ["a\0b", "x".repeat(201)])
    await expect(api.as(admin).outbox.byId({ id })).rejects.toMatchObject(refusal("validation"));
});

test("where mail leaves by SMTP, the outbox says that it keeps none", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  const { list, byId } = api.as(admin, { outbox: null }).outbox;
  expect(await list({})).toEqual({ enabled: false, items: [], nextCursor: null });
  await expect(byId({ id: "anything" })).rejects.toMatchObject({
    cause: { code: "not_found", message: expect.stringContaining("SMTP") },
  });
});

test("only admins read other people's mail", async ({ api }) => {
  const editor = await api.make.user().editor().create();
  for (const [user, code] of [
    [editor, "not_allowed"],
    [null, "unauthenticated"],
  ] as const) {
    await expect(api.as(user).outbox.list({})).rejects.toMatchObject(refusal(code));
    await expect(api.as(user).outbox.byId({ id: "x" })).rejects.toMatchObject(refusal(code));
  }
});
