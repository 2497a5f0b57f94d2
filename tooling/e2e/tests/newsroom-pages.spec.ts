import { ask, sessionCookie } from "../src/http.ts";
import { openNewsroom } from "../src/newsroom.ts";
import { expect, test, word } from "../src/test.ts";

const nowhere = "01890000-0000-7000-8000-000000000000";

const refused: readonly (readonly [role: "author" | "editor", paths: readonly string[]])[] = [
  ["author", ["/comments", "/categories", "/tags", "/users", "/outbox", "/audit", "/settings"]],
  ["editor", ["/users", "/outbox", "/audit", "/settings"]],
];
for (const [role, paths] of refused) {
  test(`pages that are not for an ${role} answer 403, and say so without script`, async ({
    site,
    someone,
    address,
  }) => {
    const headers = { cookie: await sessionCookie(site, await someone(role), address) };
    for (const path of paths) {
      const { status, body } = await ask(site.adminUrl, path, { headers });
      expect.soft(status, path).toBe(403);
      expect.soft(body, path).toContain("This page is for others");
    }
    for (const path of ["/", "/posts", "/posts/new", "/keys", "/account"]) {
      const { status } = await ask(site.adminUrl, path, { headers });
      expect.soft(status, path).toBe(200);
    }
  });
}

test("a reader finds no newsroom", async ({ site, someone, address }) => {
  const headers = { cookie: await sessionCookie(site, await someone("reader"), address) };
  for (const path of ["/", "/posts", "/users", `/posts/${nowhere}`]) {
    const { status, body } = await ask(site.adminUrl, path, { headers });
    expect.soft(status, path).toBe(403);
    expect.soft(body, path).toContain("The newsroom is for writers");
  }
});

test("what is not there is a 404, and what is somebody else's a 403", async ({
  site,
  api,
  someone,
  address,
}) => {
  const [post] = await api.post.create.mutate([{ title: `Owned ${word()}`, body: "Words." }]);
  const author = { cookie: await sessionCookie(site, await someone("author"), address) };
  const editor = { cookie: await sessionCookie(site, await someone("editor"), address) };
  for (const [path, headers, status, words] of [
    [`/posts/${nowhere}`, author, 404, "Nothing under this address"],
    [`/posts/${nowhere}`, editor, 404, "Nothing under this address"],
    ["/posts/no-id", editor, 404, "Nothing under this address"],
    ["/no-page-at-all", editor, 404, "Nothing under this address"],
    [`/posts/${post!.id}`, author, 403, "This page is for others"],
    [`/posts/${post!.id}`, editor, 200, post!.title],
  ] as const) {
    const answer = await ask(site.adminUrl, path, { headers });
    expect.soft(answer.status, path).toBe(status);
    expect.soft(answer.body, path).toContain(words);
    expect.soft(answer.headers.get("cache-control"), path).toContain("no-store");
  }
});

test("a refused page keeps the rail, and one moves on from it", async ({
  page,
  site,
  someone,
  complaints,
}) => {
  await openNewsroom(page, site, await someone("author"), "/users");
  await expect(page.getByRole("heading", { level: 1, name: "Not yours to open" })).toBeVisible();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Keys" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Keys" })).toBeVisible();
  expect(complaints).toEqual([]);
});
