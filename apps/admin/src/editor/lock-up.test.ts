import { expect, test } from "vitest";
import { emptyDraft } from "./draft.ts";
import { mainActOf, whyNotNow } from "./lock-up.ts";
import type { Session } from "./session.ts";

const draft = { ...emptyDraft, title: "Ladders" };
const written: Session = {
  id: "p1",
  status: "draft",
  version: 3,
  saved: draft,
  draft,
  sending: null,
  online: true,
  trouble: null,
  attempts: 0,
  unanswered: [],
  theirs: null,
  savedAt: 1,
};
const later = { ...draft, goesOut: "2027-01-01T09:00" };

test("the button says what it would do", () => {
  expect(mainActOf(written)).toBe("Publish");
  expect(mainActOf({ ...written, draft: later })).toBe("Schedule");
  // It is planned for then already: what is left is to publish it now.
  expect(mainActOf({ ...written, status: "scheduled", saved: later, draft: later })).toBe(
    "Publish",
  );
  expect(mainActOf({ ...written, status: "published", draft: later })).toBe("Update");
});

test("a post that cannot go out says why", () => {
  expect(whyNotNow(written, true)).toBeUndefined();
  expect(whyNotNow(written, false)).toBe("Opening the post");
  expect(whyNotNow({ ...written, draft: { ...draft, title: " " } }, true)).toContain("title");
  expect(whyNotNow({ ...written, online: false }, true)).toContain("offline");
  const theirs = { version: 4, status: "draft", draft } as const;
  expect(whyNotNow({ ...written, theirs }, true)).toBe("Choose a side first");
});

test("what is out already goes out again only after a change", () => {
  const out: Session = { ...written, status: "published" };
  expect(whyNotNow(out, true)).toContain("out already");
  expect(whyNotNow({ ...out, draft: { ...draft, body: "More." } }, true)).toBeUndefined();
});
