import { expectWithinSecond } from "../src/freshness.ts";
import { linkInMail } from "../src/mail.ts";
import { expect, test, word } from "../src/test.ts";
import { approveByKeyboard, openQueue } from "../src/newsroom.ts";
import { commentSaying, signIn, signUp, writeComment } from "../src/web.ts";

const post = "/posts/the-library-that-lends-ladders";

test("a reader signs up, comments, and is heard once an editor approves", async ({
  page,
  site,
  api,
  someone,
  visitor,
}) => {
  const reader = {
    name: `Ash ${word()}`,
    email: `${word()}@example.com`,
    password: `ladder ${word()}`,
  };
  const text = `We lend a wheelbarrow, ${word()}`;

  await signUp(page, reader);
  await page.goto(await linkInMail(site, reader.email, /Confirm your address/, /verify-email/));
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByRole("link", { name: "Account", exact: true })).toBeVisible();

  await page.goto(post);
  await writeComment(page, "Add a comment", text);
  const own = commentSaying(page, text);
  await expect(own).toContainText("Waiting for a moderator");
  await page.reload();
  await expect(own).toContainText("Only you can see this");

  const stranger = await visitor();
  await stranger.goto(post);
  await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(stranger.getByText(text)).toHaveCount(0);

  const editor = await someone("editor");
  const desk = await visitor();
  await openQueue(desk, site, editor);
  await approveByKeyboard(desk, text);
  await expect
    .poll(async () => (await api.comment.queue.query({ status: "approved" })).items, {
      intervals: [100],
    })
    .toContainEqual(expect.objectContaining({ body: text }));
  await expectWithinSecond(
    site.webUrl + post,
    ({ body }) => body.includes(text),
    "the approved comment",
  );
  await stranger.reload();
  await expect(commentSaying(stranger, text)).toBeVisible();
  await expect(commentSaying(stranger, text)).not.toContainText("Waiting");

  // Another reader answers; an editor's own word needs nobody's approval.
  const answer = `It never came back, ${word()}`;
  await signIn(stranger, editor, post);
  await stranger.getByRole("link", { name: `Reply to ${reader.name}` }).click();
  await writeComment(stranger, `Reply to ${reader.name}`, answer);
  const thread = commentSaying(stranger, text);
  await expect(thread.getByRole("listitem").filter({ hasText: answer })).toBeVisible();
  await page.reload();
  await expect(
    commentSaying(page, text).getByRole("listitem").filter({ hasText: answer }),
  ).toBeVisible();
});

test("a comment that is let in appears on pages that are open, and is told of", async ({
  page,
  api,
  someone,
  visitor,
}) => {
  await page.goto(post);
  const section = page.getByRole("region", { name: /comment/i });
  await section.scrollIntoViewIfNeeded();
  const text = `Seen as it came, ${word()}`;
  const writer = await visitor();
  await signIn(writer, await someone("editor"), post);
  // What is there when the stream begins comes with it; what comes later comes by it.
  await writeComment(writer, "Add a comment", text);
  await expect(commentSaying(page, text)).toBeVisible();
  await expect(section.getByRole("status")).toContainText("new comment");
  const more = `And again, ${word()}`;
  await writeComment(writer, "Add a comment", more);
  await expect(commentSaying(page, more)).toBeVisible();
  const { items } = await api.comment.queue.query({ status: "approved" });
  expect(items.filter(({ body }) => body === text || body === more)).toHaveLength(2);
});

test("a reader takes back a comment that still waits", async ({ page, someone }) => {
  const text = `On second thought, ${word()}`;
  await signIn(page, await someone(), post);
  await writeComment(page, "Add a comment", text);
  await commentSaying(page, text).getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: text })).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(text)).toHaveCount(0);
});

test("an account is not there before its mail was followed, and says so to nobody else", async ({
  page,
  site,
  someone,
}) => {
  const fresh = {
    id: "",
    name: "Early Bird",
    email: `${word()}@example.com`,
    password: `early ${word()}`,
  };
  await signUp(page, fresh);
  await page.goto("/sign-in");
  await page.getByRole("main").getByLabel("Email address", { exact: true }).fill(fresh.email);
  await page.getByRole("main").getByLabel("Password", { exact: true }).fill(fresh.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();

  // Signing up with an address that is taken looks the same, and tells its owner alone.
  const taken = await someone();
  await signUp(page, { ...fresh, email: taken.email });
  await linkInMail(site, taken.email, /./, /sign-in|forgot/);
});
