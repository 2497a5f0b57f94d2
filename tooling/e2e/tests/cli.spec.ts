import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Imported, jsonOf, quoin } from "../src/cli.ts";
import { linkInMail } from "../src/mail.ts";
import { expect, test, word } from "../src/test.ts";

test("it finds the publication beside it, and says who it is", async ({ site }) => {
  const run = await quoin(site, ["whoami", "--json"]);
  expect(run.code, run.stderr).toBe(0);
  expect(jsonOf(run)).toMatchObject({ email: site.ownerEmail, role: "admin" });
});

test("a key is made, shown once, opens what its role may do, and ends", async ({ site }) => {
  const name = `Robot ${word()}`;
  const made = jsonOf(
    await quoin(site, ["keys", "create", "--name", name, "--role", "author", "--json"]),
  ) as { id: string; name: string; key: string };
  expect(made).toMatchObject({ id: expect.any(String), name, key: expect.any(String) });
  const env = { QUOIN_URL: site.webUrl, QUOIN_API_KEY: made.key };
  const nowhere = { dataDir: path.join(tmpdir(), word()) };
  const me = jsonOf(await quoin(nowhere, ["whoami", "--json"], env));
  expect(me).toMatchObject({ role: "author" });

  const listed = await quoin(site, ["keys", "list", "--json"]);
  expect(listed.stdout).toContain(name);
  expect(listed.stdout).not.toContain(made.key);
  const refused = await quoin(nowhere, ["users", "list", "--json"], env);
  expect(refused.code).not.toBe(0);
  expect(refused.stdout).toBe("");
  expect(refused.stderr).toMatch(/admins/);

  const narrow = ["keys", "create", "--name", name, "--role", "author", "--json", "--scope"];
  const reader = jsonOf(await quoin(site, [...narrow, "post:read", "--scope", "tag:read"])) as {
    key: string;
  };
  const mayRead = { ...env, QUOIN_API_KEY: reader.key };
  expect((await quoin(nowhere, ["posts", "list"], mayRead)).code).toBe(0);
  expect((await quoin(nowhere, ["whoami"], mayRead)).stderr).toContain("user:read");
  expect((await quoin(site, [...narrow, "post:burn"])).stderr).toContain("post:burn");
  expect((await quoin(site, ["keys", "list"])).stdout).toContain("post:read tag:read");

  await quoin(site, ["keys", "revoke", made.id]);
  const after = await quoin(nowhere, ["whoami"], env);
  expect(after.code).not.toBe(0);
});

test("an account is made and invited, and its role changed", async ({ site }) => {
  const email = `${word()}@example.com`;
  const made = await quoin(site, [
    "users",
    "create",
    "--name",
    "Invited",
    "--email",
    email,
    "--role",
    "author",
    "--json",
  ]);
  expect(made.code, made.stderr).toBe(0);
  await linkInMail(site, email, /./, /\/welcome\?token=/);
  const changed = await quoin(site, ["users", "set-role", email, "editor", "--json"]);
  expect(jsonOf(changed)).toMatchObject({ email, role: "editor" });
  const twice = await quoin(site, ["users", "create", "--name", "Invited", "--email", email]);
  expect(twice.code).not.toBe(0);
  expect(twice.stderr).not.toMatch(/\bat .*\.ts:/);
});

test("posts are listed and published", async ({ site, api }) => {
  const title = `By command ${word()}`;
  const [post] = await api.post.create.mutate([{ title, body: "x" }]);
  const drafts = jsonOf(
    await quoin(site, ["posts", "list", "--status", "draft", "--q", title, "--json"]),
  ) as { items: { id: string; title: string }[]; nextCursor: string | null };
  expect(drafts.items.map((item) => item.id)).toEqual([post!.id]);
  const out = await quoin(site, ["posts", "publish", post!.id, "--json"]);
  expect(out.code, out.stderr).toBe(0);
  expect((await fetch(`${site.webUrl}/posts/${post!.slug}`)).status).toBe(200);
});

test("what cannot work ends with words on stderr and a code", async ({ site }) => {
  const nowhere = { dataDir: path.join(tmpdir(), word()) };
  const runs = {
    "no publication": await quoin(nowhere, ["whoami"]),
    "one that does not answer": await quoin(nowhere, ["whoami"], {
      QUOIN_URL: "http://127.0.0.1:9",
      QUOIN_API_KEY: "x",
    }),
    "a bad key": await quoin(nowhere, ["whoami"], { QUOIN_URL: site.webUrl, QUOIN_API_KEY: "x" }),
    "no such command": await quoin(site, ["frobnicate"]),
    "no such role": await quoin(site, ["users", "set-role", site.ownerEmail, "emperor"]),
    "no such folder": await quoin(site, ["import", "markdown", "/nothing/here"]),
    "a bad limit": await quoin(site, ["posts", "list", "--limit", "1e9"]),
    "a forged cursor": await quoin(site, ["posts", "list", "--cursor", "forged"]),
    "an unknown post": await quoin(site, ["posts", "publish", "nonsense"]),
  };
  for (const [what, { code, stdout, stderr }] of Object.entries(runs)) {
    expect(code, what).not.toBe(0);
    expect(stdout, what).toBe("");
    expect(stderr, what).not.toBe("");
    expect(stderr, what).not.toMatch(/\bat .*\.ts:\d/);
  }
});

test("a folder comes in twice as once, and one bad file stops no other", async ({ site, api }) => {
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-import-"));
  const mark = word();
  const write = (name: string, content: string | Uint8Array) => {
    // Addresses are made from names, and other posts have theirs.
    const file = path.join(folder, path.dirname(name), `${mark}-${path.basename(name)}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  try {
    write(
      "good.md",
      `---\ntitle: Imported ${mark}\ndate: 2020-02-03\nauthor: First ${mark}, Second ${mark}\ncategory: Notes\ntags: [imported]\n---\n\nHello from ${mark}.\n`,
    );
    write("deep/toml.md", `+++\ntitle = "Also ${mark}"\ndate = 2021-03-04\n+++\n\nAnother.\n`);
    write("draft.mdx", `---\ntitle: Draft ${mark}\ndraft: true\n---\n\nNot yet.\n`);
    write("broken.md", "---\ntitle: [never closed\n---\n\nText.\n");
    write("huge.md", `---\ntitle: Huge ${mark}\n---\n\n${"long ".repeat(2_000_000)}`);
    write("latin.md", Buffer.from([0x2d, 0x2d, 0x2d, 0x0a, 0x74, 0xff, 0xfe, 0xc3, 0x28]));
    write("nul.md", `---\ntitle: Nul ${mark}\n---\n\nA\0B\n`);
    write(
      "bomb.md",
      `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\ntitle: *c\n---\nx\n`,
    );
    write("far.md", `---\ntitle: Far ${mark}\ndate: +275760-09-13\n---\n\nx\n`);
    write("note.txt", "No Markdown.");

    const dry = jsonOf(
      await quoin(site, ["import", "markdown", folder, "--dry-run", "--json"]),
    ) as Imported;
    expect(dry.created).toBeGreaterThanOrEqual(3);
    const first = jsonOf(await quoin(site, ["import", "markdown", folder, "--json"])) as Imported;
    expect(first.created).toBe(dry.created);
    expect(first.updated).toBe(0);
    const skipped = first.skipped.map(({ file }) => file);
    expect(skipped).toEqual(
      expect.arrayContaining(
        ["broken.md", "huge.md", "latin.md", "bomb.md"].map((name) => `${mark}-${name}`),
      ),
    );
    expect(skipped).not.toContain(`${mark}-note.txt`);
    for (const { file, reason } of first.skipped) expect(reason, file).toMatch(/\w{3,}/);
    expect(first.created + first.skipped.length).toBe(9);

    const second = jsonOf(await quoin(site, ["import", "markdown", folder, "--json"])) as Imported;
    expect(second).toEqual({
      created: 0,
      updated: 0,
      unchanged: first.created,
      skipped: first.skipped,
    });
    const people = await quoin(site, ["import", "markdown", folder]);
    expect(people.stdout).toMatch(/Nothing has changed/);
    expect(people.stdout).toMatch(/broken\.md: /);

    // Several names in one field are several people, the first the owner.
    const { items } = await api.post.manage.query({ q: `Imported ${mark}` });
    expect(items.map(({ authors }) => authors.map(({ name }) => name))).toEqual([
      [`First ${mark}`, `Second ${mark}`],
    ]);
    const page = await (await fetch(`${site.webUrl}/posts/${items[0]!.slug}`)).text();
    expect(page).toContain(`Hello from ${mark}.`);

    write("good.md", `---\ntitle: Imported ${mark}\ndate: 2020-02-03\n---\n\nChanged.\n`);
    const third = jsonOf(await quoin(site, ["import", "markdown", folder, "--json"])) as Imported;
    expect(third).toMatchObject({ created: 0, updated: 1, unchanged: first.created - 1 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
