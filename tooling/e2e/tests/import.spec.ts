import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Imported, jsonOf, quoin } from "../src/cli.ts";
import { expect, test, word } from "../src/test.ts";
import {
  ownerClient,
  repository,
  type RunningPublication,
  startPublication,
} from "../src/publication.ts";

/** A real blog of more than a thousand posts, when there is one beside the repository. */
const blog = process.env["BLOG"] ?? path.resolve(repository, "../shared/content/nodejs-blog");

test.describe.configure({ mode: "serial", timeout: 900_000 });

let site: RunningPublication;

test.beforeAll(async () => {
  site = await startPublication({ seed: "none" });
});
test.afterAll(async () => {
  await site?.remove();
});

test("two imports at once make every post once", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-import-"));
  const mark = word();
  for (let index = 0; index < 60; index++) {
    writeFileSync(
      path.join(folder, `${index}.md`),
      `---\ntitle: Post ${index} ${mark}\nauthor: Author ${index % 3} ${mark}\ncategory: ${mark}\ntags: [${mark}, t${index % 5}]\n---\n\nText ${index}.\n`,
    );
  }
  try {
    const runs = await Promise.all(
      [1, 2].map(() => quoin(site, ["import", "markdown", folder, "--json"])),
    );
    const sums = runs.map((run) => jsonOf(run) as Imported);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(sums.flatMap(({ skipped }) => skipped)).toEqual([]);
    expect(sums.reduce((total, { created }) => total + created, 0)).toBe(60);
    const { items } = await ownerClient(site).post.manage.query({ q: mark, limit: 100 });
    expect(new Set(items.map(({ slug }) => slug)).size).toBe(60);
    expect(items.length).toBe(60);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a real blog of a thousand posts comes in, and again unchanged", async ({ page }) => {
  test.skip(!existsSync(blog), "no blog to import beside the repository");

  const run = await quoin(site, ["import", "markdown", blog, "--json"]);
  const first = jsonOf(run) as Imported;
  expect(first.created).toBeGreaterThanOrEqual(1_040);
  for (const { file, reason } of first.skipped) expect(reason, file).toMatch(/\w{3,}/);

  // Memory does not grow with the folder: its second half needs no more than its first.
  const half = Math.floor(run.memory.length / 2);
  const peak = (samples: readonly number[]) => Math.max(...samples);
  expect(run.memory.length).toBeGreaterThan(8);
  expect(peak(run.memory.slice(half))).toBeLessThan(
    peak(run.memory.slice(0, half)) * 1.25 + 30_000_000,
  );

  const second = jsonOf(await quoin(site, ["import", "markdown", blog, "--json"])) as Imported;
  expect(second).toMatchObject({ created: 0, updated: 0, unchanged: first.created });
  expect(second.skipped).toEqual(first.skipped);

  const api = ownerClient(site);
  const { items } = await api.post.list.query({ limit: 1 });
  const [newest] = items;
  await page.goto(site.webUrl);
  await expect(page.getByRole("heading", { level: 1, name: newest!.title })).toBeVisible();

  await page.goto(`${site.webUrl}/search?q=hashdos`);
  const hits = page.getByRole("main").getByRole("heading", { level: 3 }).getByRole("link");
  await expect(hits.first()).toBeVisible();
  // By its body: some hit does not say it in its title.
  const titles = await hits.allTextContents();
  expect(titles.some((title) => !/hashdos/i.test(title))).toBe(true);
  await expect(page.getByRole("main").locator("mark").first()).toHaveText(/hashdos/i);

  const category = (await api.category.list.query({})).items.find(
    ({ postCount }) => postCount > 20,
  );
  await page.goto(`${site.webUrl}/categories/${category!.slug}`);
  await expect(page.getByRole("region", { name: "Posts" }).getByRole("listitem")).not.toHaveCount(
    0,
  );
  await page.getByRole("link", { name: /Older/ }).click();
  await expect(page).toHaveURL(/cursor=/);

  const author = newest!.authors[0];
  await page.goto(`${site.webUrl}/authors/${author!.handle}`);
  await expect(page.getByRole("heading", { level: 1, name: author!.name })).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Posts" }).getByRole("link", { name: newest!.title }),
  ).toBeVisible();

  for (const feed of ["/feed.xml", "/atom.xml", "/feed.json"]) {
    const text = await (await fetch(site.webUrl + feed)).text();
    expect(text, feed).toContain(newest!.slug);
  }
  const sitemap = await (await fetch(`${site.webUrl}/sitemap.xml`)).text();
  expect(sitemap.match(/<loc>[^<]*\/posts\//g)?.length).toBeGreaterThanOrEqual(1_040);
});
