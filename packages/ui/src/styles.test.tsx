import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import tailwind from "@tailwindcss/postcss";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import { CodeForm } from "./code-form.tsx";
import { ConfirmDialog } from "./dialog.tsx";
import * as ui from "./index.tsx";
import { Menu } from "./menu.tsx";
import { PlotFigure } from "./plot-figure.tsx";
import { RelativeTime } from "./relative-time.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { Tabs } from "./tabs.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { toast } from "./toast.ts";
import { Toaster } from "./toaster.tsx";

const nothing = () => undefined;
toast({ message: "Archived", undo: { run: nothing } });

/** Every component, in the states that differ in their markup. */
const gallery: Record<string, ReactElement> = {
  avatar: <ui.Avatar name="Sam Colophon" author />,
  badge: <ui.Badge tone="madder">Spam?</ui.Badge>,
  button: (
    <ui.Button variant="lock" size="lg" wide busy busyLabel="Saving">
      Save
    </ui.Button>
  ),
  buttonWhy: <ui.Button whyDisabled="No title yet.">Publish</ui.Button>,
  checkbox: <ui.Checkbox label="Yes" hint="h" error="e" />,
  chip: <ui.Chip onRemove={nothing}>Repair</ui.Chip>,
  date: <ui.DateText value={0} />,
  delta: <ui.Delta change="+1" direction="up" against="x" />,
  dialog: (
    <ConfirmDialog
      open
      title="t"
      description="d"
      confirmLabel="Go"
      onClose={nothing}
      onConfirm={nothing}
    />
  ),
  empty: (
    <ui.EmptyState seed="s" title="t" size="page" actions="a" note="n">
      c
    </ui.EmptyState>
  ),
  error: (
    <ui.ErrorState title="t" reference="r" actions="a">
      c
    </ui.ErrorState>
  ),
  icon: <ui.Icon name="search" />,
  iconButton: <ui.IconButton aria-label="Close" />,
  keys: <ui.Keys of={["⌘", "K"]} />,
  linkButton: <ui.LinkButton>Copy</ui.LinkButton>,
  lockBar: <ui.LockBar value={3} max={5} label="Checks" />,
  mark: <ui.Mark />,
  menu: <Menu trigger="…" items={[{ id: "a", label: "A", danger: true, divided: true }]} />,
  message: (
    <ui.FormMessage tone="error" title="t">
      c
    </ui.FormMessage>
  ),
  ornament: <ui.Ornament slug="s" />,
  oxford: <ui.OxfordRule />,
  pager: <ui.Pager older="/o" range="r" />,
  pagerNewsroom: <ui.Pager newer="/n" look="newsroom" />,
  plot: (
    <PlotFigure
      label="l"
      names={{ place: "Day", value: "Views" }}
      points={[
        { label: "1", value: 1, before: 2 },
        { label: "2", value: 3, before: 2, event: { label: "e", href: "/e" } },
      ]}
    />
  ),
  relativeTime: <RelativeTime value={0} />,
  searchMark: <ui.SearchMark>m</ui.SearchMark>,
  segmented: (
    <ui.Segmented label="l" value="a" options={[{ value: "a", label: "A" }]} onChange={nothing} />
  ),
  select: (
    <ui.Select label="l">
      <option>o</option>
    </ui.Select>
  ),
  skeleton: <ui.SkeletonRows />,
  sparkBars: <ui.SparkBars values={[1, 2]} />,
  sparkline: <ui.Sparkline values={[1, 2]} tone="quiet" />,
  stat: <ui.Stat label="l" value="1" trend={[1, 2]} />,
  status: <ui.StatusLabel status="scheduled" />,
  submit: <SubmitButton busyLabel="Sending">Send</SubmitButton>,
  code: <CodeForm action={() => Promise.resolve(null)} />,
  elsewhere: <ui.ElsewhereLink name="Login Inc." href="/api/auth/oidc" />,
  refused: <ui.Answer message={null} error="That did not work." />,
  done: <ui.Answer message="Done." error={null} />,
  tabLinks: <ui.TabLinks label="l" items={[{ href: "/", label: "A", count: 1, current: true }]} />,
  tabs: (
    <Tabs label="l" value="a" items={[{ value: "a", label: "A", count: 1 }]} onChange={nothing} />
  ),
  tag: <ui.Tag onRemove={nothing}>reading</ui.Tag>,
  textArea: <ui.TextArea label="l" hint="h" />,
  textInput: <ui.TextInput label="l" error="e" count="1 of 2" mono />,
  themeSwitch: <ThemeSwitch />,
  themeIcon: <ThemeSwitch look="icon" />,
  toaster: <Toaster undoKey="Z" />,
};

interface Processor {
  process: (css: string, options: { from: string }) => PromiseLike<{ css: string }>;
}
let css = "";

beforeAll(async () => {
  // postcss comes with the plugin; taking its copy keeps the two of one version.
  const near = createRequire(createRequire(import.meta.url).resolve("@tailwindcss/postcss"));
  const postcss = near("postcss") as (plugins: unknown[]) => Processor;
  const from = fileURLToPath(new URL("all.css", import.meta.url));
  const input = `@import "./styles.css"; @import "./reader.css"; @import "./newsroom.css";`;
  const plugin = tailwind({ optimize: false });
  ({ css } = await postcss([plugin]).process(input, { from }));
});

test.each(Object.entries(gallery))(
  "%s writes no style attribute, which a strict CSP would drop",
  (_, element) => {
    expect(renderToStaticMarkup(element)).not.toMatch(/ style=/u);
  },
);

test.each(Object.entries(gallery))("every class that %s writes has a rule", (_, element) => {
  const classes = [...renderToStaticMarkup(element).matchAll(/ class="([^"]*)"/gu)]
    .flatMap(([, list = ""]) => list.split(" "))
    .filter((name) => name !== "");
  const ruleless = classes.filter((name) => !new RegExp(`\\.${name}(?![\\w-])`, "u").test(css));
  expect(ruleless).toEqual([]);
});

test("the styles need no token that is not there", () => {
  const defined = new Set(
    [...css.matchAll(/(?:^|[\s{;])(--[\w-]+)\s*:/gu)].map(([, name]) => name),
  );
  const used = [...css.matchAll(/var\((--[\w-]+)\)/gu)].map(([, name]) => name);
  const missing = [...new Set(used)].filter(
    (name) => !defined.has(name) && !name?.startsWith("--tw-"),
  );
  expect(missing).toEqual([]);
});

test("the styles reach no other origin", () => {
  expect(css).not.toMatch(/url\(["']?(?:https?:)?\/\//u);
});

test("utilities are named by material, and Tailwind's own colours are gone", () => {
  expect(css).toContain("--text-sm--line-height");
  expect(css).not.toContain("--color-red-500");
});
