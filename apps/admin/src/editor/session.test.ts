import fc from "fast-check";
import { expect, test } from "vitest";
import { type Draft, emptyDraft } from "./draft.ts";
import {
  type Happening,
  isDirty,
  lineOf,
  maySave,
  next,
  savesIn,
  sentOf,
  type Session,
} from "./session.ts";

const draft: Draft = { ...emptyDraft, title: "Ladders", slug: "ladders", body: "One." };
const fresh: Session = {
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
const after = (session: Session, ...happenings: Happening[]) => happenings.reduce(next, session);
const edited = (body: string): Happening => ({ type: "edited", patch: { body } });
const saved = (version: number, slug = "ladders"): Happening => ({
  type: "saved",
  id: "p1",
  version,
  status: "draft",
  slug,
  authors: [],
  at: 9,
});
const theirs = (body: string, version = 4) => ({
  version,
  status: "draft" as const,
  draft: { ...draft, body },
});

test("an edited draft saves itself after a pause, once", () => {
  expect(savesIn(fresh)).toBeNull();
  const typed = after(fresh, edited("Two."));
  expect(savesIn(typed)).toBe(1_500);
  expect(lineOf(typed)).toBe("waiting");
  const sent = after(typed, { type: "sent" });
  expect(lineOf(sent)).toBe("saving");
  expect(savesIn(sent)).toBeNull();
  const done = after(sent, saved(4));
  expect(lineOf(done)).toBe("saved");
  expect(done.version).toBe(4);
  expect(savesIn(done)).toBeNull();
});

test("what is typed while a save is under way is saved next", () => {
  const done = after(fresh, edited("Two."), { type: "sent" }, edited("Three."), saved(4));
  expect(done.draft.body).toBe("Three.");
  expect(isDirty(done)).toBe(true);
  expect(savesIn(done)).toBe(1_500);
});

test("a first save that is sent again leaves what was typed since to the second", () => {
  const none: Session = { ...fresh, id: null, version: 0, saved: emptyDraft, draft: emptyDraft };
  const typed = after(none, { type: "edited", patch: { title: "Ladders" } });
  const lost = after(typed, { type: "sent" }, { type: "unreached" }, edited("More."));
  const made = after(lost, { type: "sent", draft: typed.draft }, saved(1));
  expect(made.saved.body).toBe(typed.draft.body);
  expect(made.draft.body).toBe("More.");
  expect(savesIn(made)).toBe(1_500);
});

test("what readers see is never saved by itself", () => {
  const typed = after({ ...fresh, status: "published" }, edited("Two."));
  expect(savesIn(typed)).toBeNull();
  expect(maySave(typed)).toBe(true);
});

test("a new post is made once there is something in it, and takes the slug it was given", () => {
  const none: Session = { ...fresh, id: null, version: 0, saved: emptyDraft, draft: emptyDraft };
  expect(savesIn(after(none, { type: "edited", patch: { commentsOpen: false } }))).toBeNull();
  const typed = after(none, { type: "edited", patch: { title: "Ladders" } });
  expect(savesIn(typed)).toBe(1_500);
  const made = after(typed, { type: "sent" }, saved(1, "ladders-2"));
  expect(made.id).toBe("p1");
  expect(made.draft.slug).toBe("ladders-2");
  const named = after(typed, { type: "sent" }, {
    ...saved(1),
    authors: [{ id: "u", name: "Jo" }],
  } as Happening);
  expect(named.draft.authors).toEqual([{ id: "u", name: "Jo" }]);
  expect(isDirty(named)).toBe(false);
  expect(isDirty(made)).toBe(false);
});

test("a slug that was changed while the save was under way stays", () => {
  const done = after(
    fresh,
    edited("Two."),
    { type: "sent" },
    { type: "edited", patch: { slug: "steps" } },
    saved(4),
  );
  expect(done.draft.slug).toBe("steps");
});

test("offline nothing is tried; back online the draft saves itself", () => {
  const off = after(fresh, { type: "online", online: false }, edited("Two."));
  expect(lineOf(off)).toBe("offline");
  expect(savesIn(off)).toBeNull();
  expect(savesIn(after(off, { type: "online", online: true }))).toBe(1_500);
});

test("a save that did not arrive is tried again, more and more rarely", () => {
  let session = after(fresh, edited("Two."));
  const waits: (number | null)[] = [];
  for (let n = 0; n < 7; n += 1) {
    session = after(session, { type: "sent" }, { type: "unreached" });
    waits.push(savesIn(session));
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  expect(lineOf(session)).toBe("failed");
  expect(after(session, { type: "sent" }, saved(4)).attempts).toBe(0);
});

test("a refusal waits for a change", () => {
  const refused = after(
    fresh,
    { type: "edited", patch: { slug: "taken" } },
    { type: "sent" },
    {
      type: "refused",
      trouble: { kind: "refused", words: "Is taken", reference: null, field: "slug" },
    },
  );
  expect(savesIn(refused)).toBeNull();
  expect(lineOf(refused)).toBe("failed");
  expect(refused.draft.slug).toBe("taken");
  expect(after(refused, { type: "edited", patch: { slug: "taken" } })).toBe(refused);
  expect(savesIn(after(refused, { type: "edited", patch: { slug: "free" } }))).toBe(1_500);
});

test("when it goes out changes with the move, not with a save", () => {
  const picked = after(
    fresh,
    { type: "edited", patch: { goesOut: "2026-12-01T07:00", body: "Two." } },
    { type: "sent" },
    saved(4),
  );
  expect(picked.saved.goesOut).toBe("");
  expect(picked.draft.goesOut).toBe("2026-12-01T07:00");
  const goesOut = "2026-12-01T07:00";
  const moved = after(picked, { type: "moved", version: 5, status: "scheduled", goesOut });
  expect(moved.saved.goesOut).toBe("2026-12-01T07:00");
  const back = after(moved, { type: "moved", version: 6, status: "draft", goesOut: "" });
  expect(back.draft.goesOut).toBe("");
  expect(back.version).toBe(6);
});

test("a conflict holds both sides until one is chosen", () => {
  const torn = after(
    fresh,
    edited("Mine."),
    { type: "sent" },
    { type: "conflicted", theirs: theirs("Theirs."), at: 5 },
  );
  expect(lineOf(torn)).toBe("conflict");
  expect(torn.draft.body).toBe("Mine.");
  expect(torn.theirs?.draft.body).toBe("Theirs.");
  expect(savesIn(torn)).toBeNull();

  const mine = after(torn, { type: "kept mine" });
  expect(mine.version).toBe(4);
  expect(mine.draft.body).toBe("Mine.");
  expect(savesIn(mine)).toBe(1_500);

  const other = after(torn, { type: "took theirs" });
  expect(other.draft.body).toBe("Theirs.");
  expect(isDirty(other)).toBe(false);
});

test("a conflict with what we sent ourselves is no conflict", () => {
  const sent = after(fresh, edited("Two."), { type: "sent" }, { type: "unreached" });
  const again = after(
    sent,
    { type: "sent" },
    { type: "conflicted", theirs: theirs("Two."), at: 5 },
  );
  expect(lineOf(again)).toBe("saved");
  expect(again.version).toBe(4);
  const typedOn = after(sent, { type: "sent" }, edited("Three."), {
    type: "conflicted",
    theirs: theirs("Two."),
    at: 5,
  });
  expect(typedOn.theirs).toBeNull();
  expect(typedOn.draft.body).toBe("Three.");
  expect(isDirty(typedOn)).toBe(true);
});

test("what was sent, never answered and typed on since is no conflict either", () => {
  const lost = after(fresh, edited("Two."), { type: "sent" }, { type: "unreached" });
  const again = after(lost, edited("Three."), { type: "sent" }, { type: "unreached" });
  const found = after(
    again,
    edited("Four."),
    { type: "sent" },
    {
      type: "conflicted",
      theirs: theirs("Two."),
      at: 5,
    },
  );
  expect(found.theirs).toBeNull();
  expect(found.version).toBe(4);
  expect(found.draft.body).toBe("Four.");
  expect(savesIn(found)).toBe(1_500);
  // Answered since: what was sent long ago counts as somebody else's.
  const answered = after(lost, { type: "sent" }, saved(4), edited("Five."), { type: "sent" });
  const torn = after(answered, {
    type: "conflicted",
    theirs: theirs("Somebody else's.", 5),
    at: 5,
  });
  expect(lineOf(torn)).toBe("conflict");
  expect(after(answered, { type: "unreached" }).unanswered).toHaveLength(1);
});

test("what was sent before the page was loaded again is ours as well", () => {
  const typedOn = after(fresh, edited("Two."), { type: "sent" }, edited("Three."));
  // The server has what was sent; what was kept is a little more.
  const loaded = { ...fresh, version: 4, saved: theirs("Two.").draft, draft: theirs("Two.").draft };
  const back: Happening = {
    type: "brought back",
    patch: typedOn.draft,
    unanswered: sentOf(typedOn),
  };
  const ours = after(loaded, back, { type: "conflicted", theirs: theirs("Two."), at: 5 });
  expect(ours.theirs).toBeNull();
  expect(ours.draft.body).toBe("Three.");
  expect(savesIn(ours)).toBe(1_500);
  const torn = after(loaded, back, { type: "conflicted", theirs: theirs("Another's."), at: 5 });
  expect(lineOf(torn)).toBe("conflict");
});

test("what was sent again and again without an answer is remembered once, and not without end", () => {
  const lost: Happening[] = [{ type: "sent" }, { type: "unreached" }];
  let session = after(fresh, edited("Two."), ...lost, ...lost, ...lost);
  expect(session.unanswered).toHaveLength(1);
  for (let n = 0; n < 9; n += 1) session = after(session, edited(`Two, ${n}.`), ...lost);
  expect(session.unanswered.at(-1)?.body).toBe("Two, 8.");
  expect(session.unanswered.length).toBeLessThan(9);
});

test("another tab's save is taken over only when nothing is changed here", () => {
  const renewed: Happening = { type: "renewed", theirs: theirs("Elsewhere."), at: 7 };
  expect(after(fresh, renewed).draft.body).toBe("Elsewhere.");
  expect(after(fresh, edited("Mine."), renewed).draft.body).toBe("Mine.");
  expect(after(fresh, { type: "renewed", theirs: theirs("Old.", 3), at: 7 }).draft.body).toBe(
    "One.",
  );
});

test("whatever happens, what is typed is on the screen until theirs is chosen", () => {
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    fc.constant<Happening>({ type: "sent" }),
    fc.constant<Happening>({ type: "unreached" }),
    fc.constant<Happening>(saved(9)),
    fc.constant<Happening>({ type: "conflicted", theirs: theirs("Theirs."), at: 5 }),
    fc.constant<Happening>({ type: "renewed", theirs: theirs("Theirs.", 12), at: 5 }),
    fc.constant<Happening>({ type: "kept mine" }),
    fc.boolean().map<Happening>((online) => ({ type: "online", online })),
    fc.constant<Happening>({ type: "moved", version: 11, status: "archived", goesOut: "" }),
  );
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 12 }), fc.string(), (happenings, text) => {
      const typed = after(fresh, edited(`Typed ${text}`));
      // Once it is saved, a newer version of others may come in its place.
      const end = after(typed, ...happenings);
      const wasSaved = happenings.some(({ type }) => type === "saved");
      expect(wasSaved || end.draft.body === `Typed ${text}`).toBe(true);
    }),
  );
});
