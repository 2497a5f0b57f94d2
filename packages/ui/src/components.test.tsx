import { readFileSync } from "node:fs";
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Button, ButtonLink } from "./button.tsx";
import { Checkbox, Field, Select, TextArea, TextInput } from "./field.tsx";
import { FormMessage } from "./form-message.tsx";
import { initials } from "./label.tsx";
import { LockBar } from "./lock-bar.tsx";
import { Pager } from "./pager.tsx";
import { StatusGlyph, StatusLabel, type Status } from "./status.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "./states.tsx";
import { TabLinks } from "./tab-links.tsx";

const html = renderToStaticMarkup;
const attribute = (markup: string, name: string) =>
  new RegExp(` ${name}="([^"]*)"`, "u").exec(markup)?.[1];

const statuses: readonly (readonly [Status, string])[] = [
  ["draft", "Draft"],
  ["review", "In review"],
  ["scheduled", "Scheduled"],
  ["published", "Published"],
  ["archived", "Archived"],
  ["pending", "Waiting"],
  ["approved", "Approved"],
  ["spam", "Spam"],
  ["deleted", "Deleted"],
];

test.each(statuses)("status %s is a word and a glyph, not only a colour", (status, word) => {
  const markup = html(<StatusLabel status={status} />);
  expect(markup.replace(/<[^>]+>/gu, "")).toBe(word);
  expect(markup).toContain("<svg");
});

test("the five states of a post have five different glyphs", () => {
  const glyphs = statuses.slice(0, 5).map(([status]) => html(<StatusGlyph status={status} />));
  expect(new Set(glyphs).size).toBe(5);
});

test("a field ties label, hint and error to its control", () => {
  const markup = html(
    <TextInput
      label="Email"
      name="email"
      id="email"
      hint="Never shown."
      error="Missing its ending."
    />,
  );
  expect(markup).toContain('<label for="email">Email</label>');
  expect(attribute(markup, "aria-describedby")).toBe("email-error email-hint");
  expect(markup).toContain('id="email-error"');
  expect(markup).toContain('id="email-hint"');
  expect(attribute(markup, "aria-invalid")).toBe("true");
});

test("a field without hint or error says nothing of them", () => {
  const markup = html(<TextInput label="Name" error="" />);
  expect(markup).not.toContain("aria-describedby");
  expect(markup).not.toContain("aria-invalid");
  expect(attribute(markup, "for")).toBe(attribute(markup, "id"));
});

test.each([
  ["text area", <TextArea key="a" label="Text" id="f" error="Too short." />],
  [
    "select",
    <Select key="b" label="Category" id="f" error="Choose one.">
      <option>Essays</option>
    </Select>,
  ],
  ["checkbox", <Checkbox key="c" label="I agree" id="f" error="Say yes to go on." />],
  [
    "field around any control",
    <Field key="d" label="Slug" id="f" error="Taken.">
      {(wiring) => <input {...wiring} />}
    </Field>,
  ],
])("a %s is wired in the same way", (_, element) => {
  const markup = html(element);
  expect(attribute(markup, "for")).toBe("f");
  expect(attribute(markup, "aria-describedby")).toBe("f-error");
  expect(attribute(markup, "aria-invalid")).toBe("true");
});

test("a hidden label is still read", () => {
  expect(html(<TextInput label="Search" hideLabel />)).toMatch(
    /<label [^>]*class="vh"[^>]*>Search/u,
  );
});

test("a button submits only when told to", () => {
  expect(html(<Button>Save</Button>)).toContain('type="button"');
  expect(html(<Button type="submit">Save</Button>)).toContain('type="submit"');
});

test("a busy button holds both labels for its width and takes no submit", () => {
  const markup = html(
    <Button type="submit" busy busyLabel="Saving">
      Save
    </Button>,
  );
  expect(markup).toContain('aria-busy="true"');
  expect(markup).toContain('type="button"');
  expect(markup).toMatch(/is-away">Save</u);
  expect(markup).toContain("Saving");
});

test("a button that cannot be used says why, and can be focused to hear it", () => {
  const markup = html(<Button whyDisabled="Give the post a title first.">Publish</Button>);
  expect(markup).not.toMatch(/ disabled=/u);
  expect(attribute(markup, "aria-disabled")).toBe("true");
  const id = attribute(markup, "aria-describedby");
  expect(markup).toContain(`<span id="${id}" role="tooltip">Give the post a title first.</span>`);
});

test("a button link takes the link of the framework", () => {
  const Link = (props: { href: string; className?: string }) => (
    <a data-client="" {...props}>
      Go
    </a>
  );
  expect(html(<ButtonLink href="/posts" as={Link} variant="line" />)).toBe(
    '<a data-client="" href="/posts" class="btn btn-line">Go</a>',
  );
});

test("an error message interrupts, the others wait", () => {
  expect(html(<FormMessage tone="error" title="No" />)).toContain('role="alert"');
  expect(html(<FormMessage tone="ok" title="Yes" />)).toContain('role="status"');
});

test("a lock bar with a label is a progress bar, without one decoration", () => {
  const bar = html(<LockBar value={3} max={5} label="Checks" text="3 of 5" />);
  expect(bar).toContain('role="progressbar"');
  expect(attribute(bar, "aria-valuenow")).toBe("3");
  expect(attribute(bar, "aria-valuetext")).toBe("3 of 5");
  expect(html(<LockBar value={0.5} />)).toContain('aria-hidden="true"');
});

test("a lock bar stays in its frame whatever it is given", () => {
  fc.assert(
    fc.property(fc.double(), fc.double(), (value, max) => {
      const points = [
        ...html(<LockBar value={value} max={max} label="x" />).matchAll(/points="([^"]+)"/gu),
      ];
      for (const number of points.flatMap(([, list = ""]) => list.split(/[ ,]/u).map(Number))) {
        expect(number).toBeGreaterThanOrEqual(0);
        expect(number).toBeLessThanOrEqual(100);
      }
    }),
  );
});

test.each([
  ["Sam Colophon", "SC"],
  ["  robin   van der galley ", "RG"],
  ["Cher", "CH"],
  ["Élodie", "ÉL"],
  ["👩‍🚀 Ada", "👩‍🚀A"],
  ["", "–"],
  ["   ", "–"],
])("the initials of %j are %j", (name, expected) => {
  expect(initials(name)).toBe(expected);
});

test("a pager without a newer page shows it as unavailable and not as a link", () => {
  const markup = html(<Pager older="/?before=abc" range="20 to 6 November" />);
  expect(markup).toContain('<span class="btn btn-line" aria-disabled="true">');
  expect(markup).toContain('<a class="btn btn-line" href="/?before=abc" rel="next">');
});

test("tabs that are places mark the one at hand", () => {
  const markup = html(
    <TabLinks
      label="Posts"
      items={[
        { href: "/a", label: "All", current: true },
        { href: "/b", label: "Drafts" },
      ]}
    />,
  );
  expect(markup).toContain('<a href="/a" aria-current="page">');
  expect(markup).toContain('<a href="/b">');
});

test("an error says what happened, what still works and what to do", () => {
  const markup = html(
    <ErrorState
      size="page"
      title="The index came loose"
      reference="e_51c0"
      actions={<Button>Build again</Button>}
    >
      Search still answers from yesterday.
    </ErrorState>,
  );
  expect(markup).toContain("<h1>The index came loose</h1>");
  expect(markup).toContain("Search still answers");
  expect(markup).toContain("e_51c0");
  expect(markup).toContain("Build again");
});

test("loading rows are announced once and hidden row by row", () => {
  const markup = html(<SkeletonRows rows={3} label="Fetching posts" />);
  expect(markup).toContain("Fetching posts</output>");
  expect(markup).toMatch(/<table [^>]*aria-hidden="true"/u);
  expect(markup.match(/<tr>/gu)).toHaveLength(3);
});

test("an empty state in a panel is not the heading of the page", () => {
  expect(html(<EmptyState seed="media" title="Nothing on the stone yet" />)).toContain("<h3>");
});

test("the fonts of a first visit weigh less than 100 KB", () => {
  const size = (name: string) =>
    readFileSync(new URL(`./fonts/${name}.woff2`, import.meta.url)).length;
  const english = ["serif", "sans", "serif-italic", "mono"]
    .map(size)
    .reduce((sum, next) => sum + next);
  expect(english).toBeLessThan(70_000);
  expect(english + size("serif-accents") + size("sans-accents")).toBeLessThan(100_000);
});
