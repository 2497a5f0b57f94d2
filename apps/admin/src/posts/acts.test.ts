import { expect, test } from "vitest";
import { doneWords, planOf, stepsBack, type Subject, titlesOf } from "./acts.ts";

const post = (id: string, status: Subject["status"], at: Date | null = null): Subject => ({
  id,
  title: id.toUpperCase(),
  status,
  scheduledAt: at,
});

test("a plan takes the posts it changes, and says what happens to the rest", () => {
  const plan = planOf("publish", [post("a", "draft"), post("b", "published")]);
  expect(plan.ids).toEqual(["a"]);
  expect(plan.title).toBe("Publish 1 post?");
  expect(plan.description).toBe(
    "“A” goes out to readers at once. 1 is out already and stays as it is.",
  );
});

test("a deletion says that it is for good, and spares what readers see", () => {
  const plan = planOf("delete", [
    post("a", "draft"),
    post("b", "archived"),
    post("c", "published"),
  ]);
  expect(plan.ids).toEqual(["a", "b"]);
  expect(plan.description).toContain("“A” and “B” are deleted for good");
  expect(plan.description).toContain("1 is published and stays: archive it first.");
  expect(plan.description).toContain("This cannot be undone.");
  expect(plan.tone).toBe("danger");
});

test("nothing to do is said as such", () => {
  const plan = planOf("archive", [post("a", "archived")]);
  expect(plan.ids).toEqual([]);
  expect(plan.title).toBe("Nothing to archive");
  expect(plan.description).toBe("This post is archived already.");
});

test("many titles are three and a number", () => {
  expect(titlesOf(["a", "b", "c", "d", "e"].map((title) => ({ title })))).toBe(
    "“a”, “b”, “c” and 2 more",
  );
  expect(titlesOf([])).toBe("");
});

test("undoing an archive brings each post to where it was", () => {
  const hour = new Date("2026-12-01T07:00:00Z");
  const steps = stepsBack("archive", [
    post("a", "published"),
    post("b", "draft"),
    post("c", "scheduled", hour),
    post("d", "scheduled", hour),
  ]);
  expect(steps).toEqual([
    { call: "publish", ids: ["a"] },
    { call: "unpublish", ids: ["b"] },
    { call: "schedule", ids: ["c", "d"], at: hour },
  ]);
});

test("a publication is undone by where the posts were; a deletion is not undone", () => {
  expect(stepsBack("publish", [post("a", "draft"), post("b", "archived")])).toEqual([
    { call: "unpublish", ids: ["a"] },
    { call: "archive", ids: ["b"] },
  ]);
  expect(stepsBack("delete", [post("a", "draft")])).toEqual([]);
});

test("what was done is said for one and for many", () => {
  expect(doneWords("publish", [{ title: "Ladders" }])).toBe("“Ladders” is published");
  expect(doneWords("archive", [{ title: "A" }, { title: "B" }])).toBe("2 posts are archived");
  expect(doneWords("archive", [])).toBe("Nothing had to change");
});
