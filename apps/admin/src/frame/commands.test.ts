import { expect, test } from "vitest";
import { matching, pageCommands } from "./commands.ts";
import { places, placesFor } from "./places.ts";

const commands = [
  { label: "New post" },
  { label: "Posts" },
  { label: "Réglages", note: "settings" },
];

test("every typed word must begin a word of the command", () => {
  expect(matching("po", commands).map(({ label }) => label)).toEqual(["New post", "Posts"]);
  expect(matching("post new", commands).map(({ label }) => label)).toEqual(["New post"]);
  expect(matching("ost", commands)).toEqual([]);
  expect(matching("", commands)).toHaveLength(3);
});

test("accents and capitals do not matter, and the note is found too", () => {
  expect(matching("regl", commands)).toHaveLength(1);
  expect(matching("SETT", commands)).toHaveLength(1);
});

test("no two pages share a key, and each role sees what is its own", () => {
  expect(new Set(places.map(({ key }) => key)).size).toBe(places.length);
  expect(placesFor("author").map(({ href }) => href)).toEqual(["/", "/posts", "/keys"]);
  expect(placesFor("editor").map(({ href }) => href)).toContain("/comments");
  expect(placesFor("editor").map(({ href }) => href)).not.toContain("/users");
  expect(placesFor("admin")).toHaveLength(places.length);
  expect(placesFor("reader")).toEqual([]);
});

test("a page's command goes to the page", () => {
  const gone: string[] = [];
  for (const command of pageCommands(placesFor("author"), (href) => gone.push(href))) command.run();
  expect(gone).toEqual(["/", "/posts", "/keys"]);
});
