// @vitest-environment happy-dom
import { act, type ReactElement, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Button } from "./button.tsx";
import { ConfirmDialog, Dialog } from "./dialog.tsx";
import { Tag } from "./label.tsx";
import { Menu } from "./menu.tsx";
import { PlotFigure } from "./plot-figure.tsx";
import { RelativeTime } from "./relative-time.tsx";
import { Segmented } from "./segmented.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { Tabs } from "./tabs.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { dismissToast, toast, type ToastInput, toastStore } from "./toast.ts";
import { Toaster } from "./toaster.tsx";

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  place = document.createElement("div");
  document.body.append(place);
  root = createRoot(place);
});

afterEach(() => {
  act(() => {
    for (const { id } of toastStore.get()) dismissToast(id);
    root.unmount();
  });
  place.remove();
  delete document.documentElement.dataset["theme"];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const show = (element: ReactElement) => act(() => root.render(element));

function find(selector: string, text = ""): HTMLElement {
  const found = [...place.querySelectorAll<HTMLElement>(selector)].find((element) =>
    element.textContent.includes(text),
  );
  if (!found) throw new Error(`nothing matches ${selector} with "${text}"`);
  return found;
}

function fire(element: HTMLElement, event: Event) {
  act(() => {
    element.dispatchEvent(event);
  });
}

const click = (selector: string, text?: string) => act(() => find(selector, text).click());
const press = (element: HTMLElement, key: string) =>
  fire(element, new KeyboardEvent("keydown", { key, bubbles: true }));
const pass = (milliseconds: number) =>
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
const say = (input: ToastInput) =>
  act(() => {
    toast(input);
  });

test("a dialog opens as a modal and asks to be closed by its cross and by Escape", () => {
  const asked = vi.fn<() => void>();
  const dialog = (open: boolean) => (
    <Dialog open={open} onClose={asked} title="Sure?" description="It will go." wide>
      More
    </Dialog>
  );
  show(dialog(false));
  expect(find("dialog").hasAttribute("open")).toBe(false);
  show(dialog(true));
  expect(find("dialog").hasAttribute("open")).toBe(true);
  click("[aria-label=Close]");
  fire(find("dialog"), new Event("cancel", { cancelable: true }));
  expect(asked).toHaveBeenCalledTimes(2);
  show(dialog(false));
  expect(find("dialog").hasAttribute("open")).toBe(false);
});

test("a dialog that leaves the page is closed, and nobody asked for it", async () => {
  const asked = vi.fn<() => void>();
  show(
    <Dialog page open onClose={asked} title="Preview" actions="Edit">
      <a href="/far">A link of the text</a>
    </Dialog>,
  );
  const dialog = find("dialog");
  expect(document.activeElement).toBe(dialog);
  const order = [...dialog.querySelectorAll("h2, .dialog-acts, button, a")];
  expect(order.map(({ tagName }) => tagName)).toEqual(["H2", "DIV", "BUTTON", "A"]);
  show(<p>The list</p>);
  await act(() => Promise.resolve());
  expect(dialog.hasAttribute("open")).toBe(false);
  expect(asked).not.toHaveBeenCalled();
});

test("a pointer beside the dialog closes it, one inside does not", () => {
  const asked = vi.fn<() => void>();
  show(<Dialog open onClose={asked} title="Sure?" />);
  const dialog = find("dialog");
  dialog.getBoundingClientRect = () => new DOMRect(100, 100, 200, 200);
  const point = (clientX: number, target = dialog) =>
    fire(target, new PointerEvent("pointerdown", { clientX, clientY: 150, bubbles: true }));
  point(150);
  point(20, find("h2"));
  expect(asked).not.toHaveBeenCalled();
  point(20);
  expect(asked).toHaveBeenCalledTimes(1);
});

test("a question can be answered or left", () => {
  const yes = vi.fn<() => void>();
  const no = vi.fn<() => void>();
  show(
    <ConfirmDialog
      open
      onClose={no}
      onConfirm={yes}
      title="Delete it?"
      confirmLabel="Delete"
      tone="danger"
    />,
  );
  click(".btn", "Delete");
  click(".btn", "Cancel");
  expect(yes).toHaveBeenCalledTimes(1);
  expect(no).toHaveBeenCalledTimes(1);
});

test("a busy button does nothing", () => {
  const done = vi.fn<() => void>();
  show(
    <Button busy onClick={done}>
      Save
    </Button>,
  );
  click("button");
  expect(done).not.toHaveBeenCalled();
});

test("tabs move with the arrows, wrap around, and jump", () => {
  function Panel() {
    const [value, setValue] = useState("a");
    const items = ["a", "b", "c"].map((name) => ({ value: name, label: name.toUpperCase() }));
    return <Tabs label="Letters" items={items} value={value} onChange={setValue} />;
  }
  show(<Panel />);
  const chosen = () => find("[aria-selected=true]").textContent;
  press(find("[role=tab]", "A"), "ArrowLeft");
  expect(chosen()).toBe("C");
  press(find("[role=tab]", "C"), "ArrowRight");
  expect(chosen()).toBe("A");
  press(find("[role=tab]", "A"), "End");
  expect(chosen()).toBe("C");
  expect(document.activeElement?.textContent).toBe("C");
  press(find("[role=tab]", "C"), "x");
  expect(chosen()).toBe("C");
  click("[role=tab]", "B");
  expect(chosen()).toBe("B");
  expect(place.querySelectorAll("[tabindex='0']")).toHaveLength(1);
});

test("a menu hangs from its button, moves with the arrows, and acts once", () => {
  const closed = vi.fn<() => void>();
  const edit = vi.fn<() => void>();
  // This document has no top layer; the browser's part is only to hide.
  HTMLElement.prototype.hidePopover = closed;
  show(
    <Menu
      trigger="…"
      label="More"
      items={[
        { id: "edit", label: "Edit", onSelect: edit },
        { id: "open", label: "Open", href: "#open" },
        { id: "off", label: "Off", disabled: true },
        { id: "delete", label: "Delete", danger: true, divided: true },
      ]}
    />,
  );
  const menu = find("[role=menu]");
  find("[aria-haspopup]").getBoundingClientRect = () => new DOMRect(500, 40, 32, 32);
  const open = (newState: string) => fire(menu, Object.assign(new Event("toggle"), { newState }));
  open("open");
  expect(menu.style.top).toBe("76px");
  expect(document.activeElement?.textContent).toBe("Edit");
  press(menu, "ArrowDown");
  expect(document.activeElement?.textContent).toBe("Open");
  press(menu, "ArrowDown");
  expect(document.activeElement?.textContent).toBe("Delete");
  press(menu, "ArrowDown");
  expect(document.activeElement?.textContent).toBe("Edit");
  press(menu, "ArrowUp");
  expect(document.activeElement?.textContent).toBe("Delete");
  press(menu, "Home");
  click("[role=menuitem]", "Edit");
  expect(edit).toHaveBeenCalledTimes(1);
  expect(closed).toHaveBeenCalledTimes(1);
  press(menu, "Tab");
  expect(closed).toHaveBeenCalledTimes(2);
  open("closed");
});

test("a toast leaves by itself, but not while someone is at it", () => {
  vi.useFakeTimers();
  show(<Toaster undoKey="Z" />);
  say({ message: "Saved" });
  expect(find(".toast").textContent).toContain("Saved");
  fire(find(".toasts"), new Event("pointerenter"));
  pass(60_000);
  expect(place.querySelectorAll(".toast")).toHaveLength(1);
  fire(find(".toasts"), new Event("pointerleave"));
  pass(6_000);
  expect(place.querySelectorAll(".toast")).toHaveLength(0);
});

test("a toast takes its act back once; a failure waits to be dismissed", () => {
  vi.useFakeTimers();
  const undone = vi.fn<() => void>();
  show(<Toaster />);
  say({ message: "Archived", undo: { run: undone } });
  say({ message: "Not saved", tone: "bad" });
  click(".toast button", "Undo");
  expect(undone).toHaveBeenCalledTimes(1);
  pass(600_000);
  expect(find(".toast").textContent).toContain("Not saved");
  click("[aria-label=Dismiss]");
  expect(place.querySelectorAll(".toast")).toHaveLength(0);
});

test("the theme is kept in a cookie, and both switches agree", async () => {
  show(
    <>
      <ThemeSwitch />
      <ThemeSwitch look="icon" />
    </>,
  );
  click(".seg button", "Dark");
  await act(async () => {
    await Promise.resolve();
  });
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect(document.cookie).toContain("theme=dark");
  expect(find(".iconbtn").getAttribute("aria-label")).toBe("Theme: dark. Switch to auto");
  await act(async () => {
    find(".iconbtn").click();
    await Promise.resolve();
  });
  expect(document.documentElement.dataset["theme"]).toBeUndefined();
  expect(document.cookie).not.toContain("theme=dark");
  expect(find(".seg [aria-pressed=true]").textContent).toBe("Auto");
});

test("a plot is read by its keys and by the pointer", () => {
  const points = [10, 20, 30].map((value, index) => ({ label: `${index + 1} Nov`, value }));
  show(<PlotFigure label="Views" points={points} names={{ place: "Day", value: "Views" }} />);
  const range = find(".plot-range");
  expect(range.getAttribute("aria-valuetext")).toBe("3 Nov, Views 30");
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(range, "0");
    range.dispatchEvent(new Event("input", { bubbles: true }));
  });
  expect(find(".readout").textContent).toContain("1 Nov");
  range.getBoundingClientRect = () => new DOMRect(0, 0, 740, 218);
  fire(range, new PointerEvent("pointermove", { clientX: 380, bubbles: true }));
  expect(find(".readout").textContent).toContain("2 Nov");
});

test("a relative time moves on with the clock and keeps the moment as its title", () => {
  vi.useFakeTimers({ now: new Date("2026-11-20T16:00:00Z") });
  show(<RelativeTime value="2026-11-20T15:58:00Z" />);
  expect(find("time").textContent).toBe("2 minutes ago");
  expect(find("time").title).toBe("20 Nov, 15:58");
  pass(60_000);
  expect(find("time").textContent).toBe("3 minutes ago");
});

test("a choice and a tag tell what was done to them", () => {
  const chosen = vi.fn<(value: string) => void>();
  const removed = vi.fn<() => void>();
  show(
    <>
      <Segmented
        label="Period"
        value="7"
        onChange={chosen}
        options={[
          { value: "7", label: "7 d" },
          { value: "28", label: "28 d" },
        ]}
      />
      <Tag onRemove={removed}>reading</Tag>
    </>,
  );
  click(".seg button", "28 d");
  click("[aria-label='Remove reading']");
  expect(chosen).toHaveBeenCalledWith("28");
  expect(removed).toHaveBeenCalledTimes(1);
});

test("a submit button is busy while its form is on the way", async () => {
  let arrive: () => void = () => undefined;
  const journey = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  show(
    <form action={() => journey}>
      <SubmitButton>Send</SubmitButton>
    </form>,
  );
  await act(async () => {
    find("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    await Promise.resolve();
  });
  expect(find("button").getAttribute("aria-busy")).toBe("true");
  await act(async () => {
    arrive();
    await journey;
  });
  expect(find("button").getAttribute("aria-busy")).toBeNull();
});
