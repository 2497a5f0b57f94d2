import type { Page } from "@playwright/test";
import { ask, call, sessionCookie } from "../src/http.ts";
import { openNewsroom } from "../src/newsroom.ts";
import { expect, test, word } from "../src/test.ts";
import { commentSaying, fillSignIn, signIn, writeComment } from "../src/web.ts";

const post = "/posts/the-library-that-lends-ladders";
const account = (page: Page) => page.getByRole("link", { name: "Account", exact: true });

test("every kind of answer carries the headers that browsers need", async ({ site, api }) => {
  const home = await ask(site.webUrl, "/");
  const [, script] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(home.body) ?? [];
  const [moved] = await api.post.create.mutate([{ title: `Moved ${word()}`, body: "x" }]);
  await api.post.publish.mutate({ ids: [moved!.id] });
  const { version } = await api.post.byId.query({ id: moved!.id });
  await api.post.update.mutate([{ id: moved!.id, version, slug: word() }]);

  const kinds: readonly (readonly [
    what: string,
    status: number,
    target: string,
    origin?: string,
  ])[] = [
    ["page", 200, "/"],
    ["post", 200, post],
    ["form", 200, "/sign-in"],
    ["search", 200, "/search?q=ladder"],
    ["asset", 200, script ?? ""],
    ["feed", 200, "/feed.xml"],
    ["call", 200, "/api/trpc/settings.get"],
    ["health", 200, "/healthz"],
    ["redirect", 301, `/posts/${moved!.slug}`],
    ["way to sign in", 307, "/account"],
    ["missing page", 404, `/posts/${word()}`],
    ["missing file", 404, `/_next/static/${word()}.js`],
    ["missing call", 404, "/api/trpc/nothing.here"],
    ["bad address", 400, "/%zz"],
    ["newsroom's door", 200, "/sign-in", site.adminUrl],
    ["newsroom", 307, "/posts", site.adminUrl],
    ["newsroom's missing page", 307, `/${word()}`, site.adminUrl],
  ];
  for (const [what, status, target, origin = site.webUrl] of kinds) {
    const { status: given, headers } = await ask(origin, target);
    expect.soft(given, what).toBe(status);
    expect.soft(headers.get("x-content-type-options"), what).toBe("nosniff");
    expect.soft(headers.get("x-frame-options"), what).toBe("DENY");
    expect.soft(headers.get("referrer-policy"), what).toBe("strict-origin-when-cross-origin");
    expect.soft(headers.get("cross-origin-opener-policy"), what).toBe("same-origin");
    expect.soft(headers.get("permissions-policy"), what).toContain("camera=()");
    expect.soft(headers.get("x-powered-by"), what).toBeNull();
    const policy = headers.get("content-security-policy") ?? "";
    if (status < 300 || status >= 400) {
      expect.soft(policy, what).toMatch(/default-src '(?:self|none)'/);
      expect.soft(policy, what).toContain("frame-ancestors 'none'");
    }
    expect.soft(policy, what).not.toMatch(/unsafe-inline|unsafe-eval/);
  }
});

test("no page breaks the policy that it comes with", async ({ page, site, complaints }) => {
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      // oxlint-disable-next-line no-console -- how the page tells the test
      console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const pages = [
    "/",
    post,
    "/archive",
    "/tags",
    "/tags/lending",
    "/categories/libraries",
    "/authors/sam-colophon",
    "/search",
    "/search?q=ladder",
    `/search?q=${word()}`,
    "/sign-in",
    "/sign-up",
    "/forgot-password",
    `/${word()}`,
    "/account",
  ];
  for (const path of pages) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
  }
  const owner = { id: "", name: "", email: site.ownerEmail, password: site.ownerPassword };
  await openNewsroom(page, site, owner);
  for (const path of [
    "/",
    "/posts",
    "/posts/new",
    "/comments",
    "/categories",
    "/tags",
    "/users",
    "/audit",
    "/settings",
    `/${word()}`,
  ]) {
    await page.goto(site.adminUrl + path);
    await expect(page.getByRole("main")).toBeVisible();
  }
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("what is shown to one who is signed in is never remembered for another", async ({
  site,
  someone,
  visitor,
}) => {
  const [one, other] = [await someone(), await someone()];
  const [first, second, stranger] = [await visitor(), await visitor(), await visitor()];
  await signIn(first, one, post);
  await signIn(second, other, post);
  const secret = `Mine alone ${word()}`;
  await writeComment(first, "Add a comment", secret);
  await expect(commentSaying(first, secret)).toBeVisible();

  for (const path of [post, "/", "/account"]) {
    const answers = { first: await first.goto(path), second: await second.goto(path) };
    for (const [who, answer] of Object.entries(answers)) {
      expect(answer?.headers()["cache-control"], `${who} ${path}`).toBe("private, no-store");
    }
    await stranger.goto(path);
    for (const page of [second, stranger]) {
      await expect(page.getByText(secret)).toHaveCount(0);
      await expect(page.getByText(one.name)).toHaveCount(0);
    }
    await expect(account(stranger)).toHaveCount(0);
  }
  const anonymous = await ask(site.webUrl, post);
  expect(anonymous.headers.get("vary")?.toLowerCase()).toContain("cookie");
  for (const text of [secret, one.name, one.email, other.name]) {
    expect(anonymous.body).not.toContain(text);
  }
});

test("a form of another site is refused, whatever it says of itself", async ({
  page,
  site,
  someone,
  address,
}) => {
  const reader = await someone();
  await signIn(page, reader);
  const cookie = (await page.context().cookies())
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
  await page.goto(post);
  const fields = await page
    .getByRole("form", { name: "Add a comment" })
    .evaluate((form) =>
      [...new FormData(form as HTMLFormElement)].map(
        ([name, value]) => [name, typeof value === "string" ? value : ""] as const,
      ),
    );
  const send = (headers: Record<string, string>) => {
    const text = `Forged ${word()}`;
    const all = [...fields.filter(([name]) => name !== "body"), ["body", text] as const];
    const boundary = "quoin-boundary";
    const parts = all.map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    return ask(site.webUrl, post, {
      method: "POST",
      headers: {
        "content-type": `multipart/form-data; boundary=${boundary}`,
        cookie,
        "x-forwarded-for": address,
        ...headers,
      },
      body: `${parts.join("")}--${boundary}--\r\n`,
    });
  };
  const own = async () =>
    (
      await call(
        site.webUrl,
        "comment.mine",
        { postId: fields.find(([name]) => name === "postId")?.[1] },
        { method: "GET", headers: { cookie } },
      )
    ).body;

  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `${site.webUrl}.evil.example` },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    { "sec-fetch-site": "cross-site" },
    { referer: "https://evil.example/" },
    {},
  ]) {
    const answer = await send(headers);
    expect(answer.status, JSON.stringify(headers)).toBeLessThan(500);
    expect(await own(), JSON.stringify(headers)).not.toContain("Forged");
  }
  // It is the sender that was refused, not the form.
  const honest = await send({ origin: site.webUrl });
  expect(honest.status).toBe(303);
  expect(await own()).toContain("Forged");
});

test("calls of the API by cookie are refused from another origin too", async ({
  site,
  someone,
  address,
}) => {
  const reader = await someone();
  const cookie = await sessionCookie(site, reader, address);
  const rename = (headers: Record<string, string>) =>
    ask(site.webUrl, "/api/trpc/user.updateProfile", {
      method: "POST",
      headers: { "content-type": "application/json", cookie, ...headers },
      body: JSON.stringify({ json: { name: "Taken over" } }),
    });
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "content-type": "text/plain" },
    {},
  ]) {
    expect((await rename(headers)).status, JSON.stringify(headers)).toBeGreaterThanOrEqual(400);
  }
  const { body } = await call(site.webUrl, "user.me", undefined, {
    method: "GET",
    headers: { cookie },
  });
  expect(body).toContain(reader.name);
  expect((await rename({ origin: site.webUrl })).status).toBe(200);
});

test("a ban ends access at once, at the publication and in the newsroom", async ({
  page,
  site,
  api,
  someone,
  address,
}) => {
  const editor = await someone("editor");
  const cookie = await sessionCookie(site, editor, address);
  await openNewsroom(page, site, editor, "/comments");
  await page.goto("/");
  await expect(account(page)).toBeVisible();
  await api.user.ban.mutate({ ids: [editor.id], reason: "A test" });

  await page.goto("/");
  await expect(page.getByRole("link", { name: "Sign in", exact: true }).first()).toBeVisible();
  await expect(account(page)).toHaveCount(0);
  await page.goto(`${site.adminUrl}/comments`);
  await expect(page.getByRole("heading", { level: 1, name: "Comments" })).toHaveCount(0);
  const queue = await call(
    site.adminUrl,
    "comment.queue",
    {},
    { method: "GET", headers: { cookie } },
  );
  expect([401, 403]).toContain(queue.status);

  await page.goto("/sign-in");
  await fillSignIn(page, editor);
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
});

test("a demotion counts from the next request", async ({ page, site, api, someone, address }) => {
  const editor = await someone("editor");
  const cookie = await sessionCookie(site, editor, address);
  await openNewsroom(page, site, editor, "/comments");
  await expect(page.getByRole("heading", { level: 1, name: "Comments" })).toBeVisible();
  await api.user.setRole.mutate({ ids: [editor.id], role: "reader" });

  const queue = await call(
    site.adminUrl,
    "comment.queue",
    {},
    { method: "GET", headers: { cookie } },
  );
  expect(queue.status).toBe(403);
  await page.goto(`${site.adminUrl}/comments`);
  await expect(
    page.getByRole("heading", { level: 1, name: "The newsroom is for writers" }),
  ).toBeVisible();
});

test("signing out elsewhere ends the other session at once", async ({ page, someone, visitor }) => {
  const reader = await someone();
  const elsewhere = await visitor();
  await signIn(elsewhere, reader);
  await signIn(page, reader);
  await page.goto("/account");
  const sessions = page.getByRole("region", { name: "Where you are signed in" });
  await sessions.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);

  await elsewhere.goto("/account");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
});

test("a new password ends every other session, and the old password", async ({
  page,
  someone,
  visitor,
}) => {
  const reader = await someone();
  const elsewhere = await visitor();
  await signIn(elsewhere, reader);
  await signIn(page, reader);
  const form = page.getByRole("region", { name: "Password" });
  const fresh = `another phrase ${word()}`;
  await form.getByLabel("Current password").fill(reader.password);
  await form.getByLabel("New password").fill(fresh);
  await form.getByRole("button", { name: "Change password" }).click();
  await expect(form.getByText(/Changed/)).toBeVisible();

  await elsewhere.goto("/account");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await fillSignIn(elsewhere, reader);
  await expect(elsewhere.getByRole("main").getByRole("alert")).toBeVisible();
  await fillSignIn(elsewhere, { ...reader, password: fresh });
  await expect(elsewhere).toHaveURL(/\/account/);
});

for (const javaScriptEnabled of [true, false])
  test(`who keeps their keys keeps them after a mistake too, ${javaScriptEnabled ? "with" : "without"} script`, async ({
    site,
    someone,
    visitor,
  }) => {
    const reader = await someone();
    const page = await visitor({ javaScriptEnabled });
    await signIn(page, reader);
    const made = await page.request.post(`${site.webUrl}/api/v1/keys`, {
      headers: { origin: site.webUrl },
      data: { name: "Mine", role: "reader" },
    });
    const { key } = ((await made.json()) as { data: { key: string } }).data;
    await page.goto("/account");
    const form = page.getByRole("region", { name: "Password" });
    const tick = form.getByRole("checkbox", { name: /Revoke my API keys/ });
    await expect(tick).toBeChecked();
    await tick.uncheck();
    const change = async (current: string) => {
      await form.getByLabel("Current password").fill(current);
      await form.getByLabel("New password").fill(`another phrase ${word()}`);
      await form.getByRole("button", { name: "Change password" }).click();
    };
    await change("not my password");
    await expect(form.getByRole("alert").first()).toBeVisible();
    await expect(tick).not.toBeChecked();
    await change(reader.password);
    await expect(form.getByText(/Changed/)).toBeVisible();
    const me = await fetch(`${site.webUrl}/api/v1/users/me`, { headers: { "x-api-key": key } });
    expect(me.status).toBe(200);
  });

test("the newsroom shows readers nothing but the way out", async ({ page, site, someone }) => {
  const reader = await someone();
  await page.goto(`${site.adminUrl}/sign-in`);
  await fillSignIn(page, reader);
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  for (const path of ["/", "/posts", "/posts/new", "/comments", "/users", "/settings", "/audit"]) {
    await page.goto(site.adminUrl + path);
    await expect(
      page.getByRole("heading", { level: 1, name: "The newsroom is for writers" }),
      path,
    ).toBeVisible();
    await expect(page.getByText(site.ownerEmail)).toHaveCount(0);
  }
});

test("an author sees no queue, no people and no settings", async ({ page, site, someone }) => {
  await openNewsroom(page, site, await someone("author"));
  for (const path of ["/comments", "/users", "/settings", "/audit"]) {
    await page.goto(site.adminUrl + path);
    await expect(
      page.getByRole("heading", { name: "This page is for others" }),
      path,
    ).toBeVisible();
    await expect(page.getByText(site.ownerEmail)).toHaveCount(0);
  }
});

test("after signing in, nobody is led to another site", async ({ someone, visitor, site }) => {
  const reader = await someone();
  const targets = [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    `${site.webUrl}@evil.example`,
    "/\t/evil.example",
  ];
  for (const target of targets) {
    const page = await visitor();
    await page.goto(`/sign-in?redirectTo=${encodeURIComponent(target)}`);
    await fillSignIn(page, reader);
    await page.waitForURL((url) => url.pathname !== "/sign-in");
    expect(new URL(page.url()).origin, target).toBe(site.webUrl);
    await page.context().close();
  }
});

test("stored words run no script, wherever they are shown", async ({
  page,
  site,
  api,
  someone,
  complaints,
}) => {
  const run = "__ran=1";
  const payloads = [
    `<script>${run}</script>`,
    `<img src=x onerror="${run}">`,
    `"><svg onload="${run}">`,
    `</title></script><script>${run}</script>`,
    `[link](javascript:${run})`,
    `<a href="javascript:${run}">press</a>`,
    `<iframe srcdoc="<script>parent[1]=${run}</script>"></iframe>`,
    `<details open ontoggle="${run}"><summary>x</summary></details>`,
    `<math><mi//xlink:href="data:x,<script>${run}</script>">`,
    "</script><!--",
  ];
  const title = `Payload <img src=x onerror=${run}> ${word()}`;
  const tag = `<b onmouseover=${run}> ${word()}`;
  const author = await someone("author", `Eve" onmouseover="${run} ${word()}`);
  await api.user.updateProfile.mutate({ bio: `Bio </script><script>${run}</script>` });
  const [made] = await api.post.create.mutate([
    { title, body: payloads.join("\n\n"), excerpt: `Excerpt <script>${run}</script>`, tags: [tag] },
  ]);
  const { version } = await api.post.byId.query({ id: made!.id });
  await api.post.update.mutate([{ id: made!.id, version, authorIds: [author.id] }]);
  await api.post.publish.mutate({ ids: [made!.id] });

  await signIn(page, author, `/posts/${made!.slug}`);
  await writeComment(page, "Add a comment", payloads.join("\n\n"));
  await expect(commentSaying(page, "press")).toBeVisible();

  const me = await api.user.me.query();
  const { items } = await api.tag.list.query({ q: tag, limit: 1 });
  const places = [
    "/",
    `/posts/${made!.slug}`,
    `/search?q=${encodeURIComponent("Payload")}`,
    `/search?q=${encodeURIComponent(payloads.join(" ").slice(0, 190))}`,
    `/tags/${items[0]!.slug}`,
    `/authors/${me!.handle}`,
    "/account",
  ];
  const admin = ["/", "/posts", `/posts/${made!.id}`];
  for (const path of [
    ...places.map((each) => site.webUrl + each),
    ...admin.map((each) => site.adminUrl + each),
  ]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    for (const link of await page.getByRole("main").getByRole("link").all()) {
      expect(await link.getAttribute("href"), path).not.toMatch(/^\s*javascript:/i);
    }
    expect(await page.evaluate(() => "__ran" in window), path).toBe(false);
  }
  // Neither held by the policy alone: nothing was there to be refused.
  expect(complaints).toEqual([]);
});
