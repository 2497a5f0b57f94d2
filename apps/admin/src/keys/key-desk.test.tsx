import { ApiProvider } from "@quoin/client/react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { KeyDesk } from "./key-desk.tsx";

const seen = {
  all: false,
  cursor: undefined,
  limit: 30,
  role: "author",
  calendar: { timeZone: "UTC", locale: "en-GB", now: new Date("2026-11-20T12:00:00Z") },
} as const;

const desk = (acting: boolean) =>
  renderToStaticMarkup(
    <ApiProvider url="http://localhost:3001/api/trpc">
      <KeyDesk {...seen} acting={acting} />
    </ApiProvider>,
  );

test("keys are made by the owner, and an admin who acts as them is told so", () => {
  const sentence = "Only the owner of an account makes and ends its keys.";
  expect(desk(false)).toContain("New key");
  expect(desk(false)).not.toContain(sentence);
  expect(desk(true)).not.toContain("New key");
  expect(desk(true)).toContain(sentence);
});
