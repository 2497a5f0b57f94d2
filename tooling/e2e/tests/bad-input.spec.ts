import { ask, askRaw, call } from "../src/http.ts";
import type { Answer } from "../src/http.ts";
import { expect, test, word } from "../src/test.ts";

const asJson = { "content-type": "application/json" };

/** The promise to everybody: a refusal that says what is wrong, never a failure of ours. */
function expectRefusal(answer: Pick<Answer, "status" | "body">, what: string): void {
  expect(answer.status, `${what}: ${answer.body.slice(0, 300)}`).toBeGreaterThanOrEqual(400);
  expect(answer.status, `${what}: ${answer.body.slice(0, 300)}`).toBeLessThan(500);
  expect(answer.body, what).not.toMatch(/\bat [^\n]*\.(?:ts|js|mjs):\d+/);
}

test.describe("addresses", () => {
  const strange = [
    "/%zz",
    "/%",
    "/posts/%zz",
    "/posts/%00",
    "/posts/a%00b",
    "/posts/%ff%fe",
    "/posts/%ed%a0%80",
    `/posts/${"a".repeat(300)}`,
    "/posts/..%2f..%2fetc%2fpasswd",
    "/posts/__proto__",
    "/posts/constructor",
    "/categories/%00",
    "/tags/%F0%28%8C%28",
    "/authors/%zz",
    "/authors/..%5c",
    "/posts/%00.md",
    "/_next/static/%zz.js",
    "/_next/image?url=%zz",
    "/api/%zz",
    "/api/trpc/%00",
    "/api/trpc/__proto__",
    "/api/trpc/constructor",
    "/api/auth/%zz",
  ];
  for (const target of strange) {
    test(`${target.slice(0, 40)} is refused`, async ({ site }) => {
      expectRefusal(await ask(site.webUrl, target), target);
    });
  }

  test("queries that make no sense are answered with a page or a refusal", async ({ site }) => {
    const queries = [
      "/?cursor=%00",
      "/?cursor=forged",
      "/?cursor=a&cursor=b",
      "/?cursor[]=a",
      `/?cursor=${"a".repeat(5_000)}`,
      "/?__proto__=1&constructor=2",
      "/archive?cursor=%ff",
      "/search?q=%00",
      "/search?q=%ed%a0%80",
      "/search?q=a&q=b",
      `/search?q=${"x".repeat(5_000)}`,
      "/search?q=x&cursor=forged",
      "/search?q='%22)(:*%26|!",
      "/posts/the-library-that-lends-ladders?reply=%00&comments=forged",
      "/sign-in?redirectTo=%00",
      "/sign-in?redirectTo=a&redirectTo=b",
      "/verify-email?token=%00",
      "/sitemap.xml?from=%00",
      "/sitemap.xml?from=forged",
    ];
    for (const target of queries) {
      const answer = await ask(site.webUrl, target);
      expect(answer.status, `${target}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
      expect(answer.status, target).toBeGreaterThanOrEqual(200);
    }
    // It has not hurt.
    expect((await ask(site.webUrl, "/")).status).toBe(200);
  });

  test("requests that no browser would send are refused", async ({ site }) => {
    const lines = [
      "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`,
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ];
    for (const text of lines) {
      const status = await askRaw(site.webUrl, text);
      expect(status, JSON.stringify(text.slice(0, 60))).toBeGreaterThanOrEqual(400);
      expect(status, JSON.stringify(text.slice(0, 60))).toBeLessThan(500);
    }
  });
});

test.describe("calls", () => {
  test("a body of 10 MB is refused before it is parsed", async ({ site }) => {
    const answer = await ask(site.webUrl, "/api/trpc/comment.create", {
      method: "POST",
      headers: asJson,
      body: JSON.stringify({ json: { body: "x".repeat(10_000_000) } }),
    });
    expect(answer.status).toBe(413);
  });

  test("a body of 10 MB that does not say its length is refused too", async ({ site }) => {
    const chunk = `1000\r\n${"x".repeat(0x1000)}\r\n`;
    const status = await askRaw(
      site.webUrl,
      `POST /api/trpc/comment.create HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(2_560)}0\r\n\r\n`,
    );
    expect(status).toBe(413);
  });

  const bodies: readonly (readonly [what: string, body: string | Uint8Array])[] = [
    ["nothing", ""],
    ["half a JSON", '{"json":'],
    ["JSON 200,000 deep", `${"[".repeat(200_000)}${"]".repeat(200_000)}`],
    ["an object 200,000 deep", `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d])],
    ["NaN", '{"json":{"limit":NaN}}'],
    ["__proto__", '{"json":{"__proto__":{"role":"admin"},"postId":"x","body":"y"}}'],
    [
      "superjson that reaches for a prototype",
      '{"json":{},"meta":{"values":{"__proto__.role":["Date"]}}}',
    ],
    ["superjson of an unknown kind", '{"json":{"a":1},"meta":{"values":{"a":[["custom","x"]]}}}'],
    ["a string for an object", '"text"'],
    ["null", "null"],
  ];
  for (const [what, body] of bodies) {
    test(`${what} is refused`, async ({ site, address }) => {
      const answer = await ask(site.webUrl, "/api/trpc/comment.create", {
        method: "POST",
        headers: { ...asJson, "x-forwarded-for": address },
        body,
      });
      expectRefusal(answer, what);
    });
  }

  test("numbers, cursors and dates out of range are refused", async ({ site, api }) => {
    const reads: readonly (readonly [string, string])[] = [
      ["post.list", '{"limit":1e309}'],
      ["post.list", '{"limit":-1}'],
      ["post.list", '{"limit":2147483648}'],
      ["post.list", '{"limit":0.5}'],
      ["post.list", '{"limit":"20"}'],
      ["post.list", '{"cursor":"forged"}'],
      ["post.list", `{"cursor":"${Buffer.from('["2026-01-01","x"]').toString("base64url")}"}`],
      ["post.list", '{"cursor":"\\u0000"}'],
      ["post.list", '{"category":"a\\u0000b"}'],
      ["post.bySlug", '{"slug":"\\ud800"}'],
      ["post.search", '{"q":"\\u0000"}'],
      ["post.search", '{"q":"\\ud800"}'],
      ["comment.list", '{"postId":"not-an-id"}'],
      ["comment.list", "{}"],
      ["user.byHandle", '{"handle":"__proto__"}'],
    ];
    for (const [procedure, input] of reads) {
      const query = encodeURIComponent(`{"json":${input}}`);
      const answer = await ask(site.webUrl, `/api/trpc/${procedure}?input=${query}`);
      expectRefusal(answer, `${procedure} ${input}`);
    }
    const [draft] = await api.post.create.mutate([{ title: `Out of range ${word()}` }]);
    for (const at of ["+275760-09-13T00:00:00.000Z", "-000001-01-01T00:00:00.000Z"]) {
      await expect(
        api.post.schedule.mutate({ ids: [draft!.id], at: new Date(at) }),
        at,
      ).rejects.toMatchObject({ code: "validation" });
    }
    await expect(
      api.post.update.mutate([{ id: draft!.id, version: 2_147_483_648, title: "x" }]),
    ).rejects.toMatchObject({ code: "validation" });
  });

  test("a cursor of one list is refused by another", async ({ site, api }) => {
    const page = await api.tag.list.query({ limit: 1 });
    expect(page.nextCursor).not.toBeNull();
    expectRefusal(
      await call(site.webUrl, "comment.queue", { cursor: page.nextCursor }, { method: "GET" }),
      "a stranger with a cursor",
    );
    await expect(api.user.list.query({ cursor: page.nextCursor })).rejects.toMatchObject({
      code: "validation",
    });
  });

  test("text that PostgreSQL cannot hold is refused in every field, with its name", async ({
    api,
  }) => {
    const texts = ["a\0b", "lone \ud800 surrogate"];
    for (const text of texts) {
      const calls = {
        title: () => api.post.create.mutate([{ title: text }]),
        body: () => api.post.create.mutate([{ title: "t", body: text }]),
        excerpt: () => api.post.create.mutate([{ title: "t", excerpt: text }]),
        tags: () => api.post.create.mutate([{ title: "t", tags: [text] }]),
        name: () => api.user.create.mutate([{ name: text, email: `${word()}@example.com` }]),
        bio: () => api.user.updateProfile.mutate({ bio: text }),
        tagline: () => api.settings.update.mutate({ tagline: text }),
      };
      for (const [field, send] of Object.entries(calls)) {
        await expect(send(), `${field} ${JSON.stringify(text)}`).rejects.toMatchObject({
          code: "validation",
        });
      }
    }
  });

  test("unknown ids beside known ones are named, and nothing is changed", async ({ api }) => {
    const [post] = await api.post.create.mutate([{ title: `Known ${word()}` }]);
    const unknown = "01890000-0000-7000-8000-000000000000";
    await expect(api.post.publish.mutate({ ids: [post!.id, unknown] })).rejects.toMatchObject({
      code: "not_found",
      details: [{ issue: expect.stringContaining(unknown) }],
    });
    expect((await api.post.byId.query({ id: post!.id })).status).toBe("draft");
  });

  test("a batch of 20 calls is answered, one of 21 refused", async ({ site }) => {
    const batch = (count: number) => {
      const names = Array.from({ length: count }, () => "settings.get").join(",");
      return ask(site.webUrl, `/api/trpc/${names}?batch=1&input=%7B%7D`);
    };
    expect((await batch(20)).status).toBe(200);
    expectRefusal(await batch(21), "21 calls");
  });

  test("identity refuses what is no form of it", async ({ site, address }) => {
    const bodies: readonly (readonly [string, string | Uint8Array])[] = [
      ["application/json", '{"email":"a\\u0000@example.com","password":"x"}'],
      ["application/json", '{"email":{"$ne":1},"password":["x"]}'],
      ["application/json", `{"email":"a@example.com","password":"${"x".repeat(1_000_000)}"}`],
      ["application/json", "[".repeat(100_000)],
      ["application/json", Buffer.from([0xff])],
      ["application/x-www-form-urlencoded", "email=%zz&password=%00"],
      ["text/plain", '{"email":"a@example.com","password":"x"}'],
      ["multipart/form-data; boundary=x", "--x\r\n"],
    ];
    for (const [type, body] of bodies) {
      const answer = await ask(site.webUrl, "/api/auth/sign-in/email", {
        method: "POST",
        headers: { "content-type": type, origin: site.webUrl, "x-forwarded-for": address },
        body,
      });
      expectRefusal(answer, `${type} ${String(body).slice(0, 60)}`);
    }
  });
});

test("forms that were tampered with are refused", async ({ site, address }) => {
  const bodies: readonly (readonly [string, string])[] = [
    ["multipart/form-data; boundary=x", "--x\r\n"],
    [
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="$ACTION_ID_0"\r\n\r\n\r\n--x--\r\n',
    ],
    [
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x--\r\n',
    ],
    ["multipart/form-data", "no boundary"],
    ["application/x-www-form-urlencoded", "__proto__=1&%zz=%00"],
    ["text/plain", "$ACTION_ID_0=1"],
  ];
  for (const path of [
    "/sign-in",
    "/sign-up",
    "/posts/the-library-that-lends-ladders",
    "/account",
  ]) {
    for (const [type, body] of bodies) {
      const answer = await ask(site.webUrl, path, {
        method: "POST",
        headers: { "content-type": type, origin: site.webUrl, "x-forwarded-for": address },
        body,
      });
      expect(
        answer.status,
        `${path} ${type} ${body.slice(0, 70)}: ${answer.body.slice(0, 200)}`,
      ).toBeLessThan(500);
    }
  }
});
