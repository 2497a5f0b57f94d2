import { expect, test, vi } from "vitest";
import { newBrowser } from "../testing/next-request.ts";
import { experiment } from "./experiment.ts";
import { variantOf } from "./variant.ts";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => import("../testing/next-request.ts"));

const lead = experiment({
  name: "lead",
  variants: { small: 1, large: 1 },
  addresses: /^\/$/,
});

test("a page shows what was decided before it, and the usual where nothing was", async () => {
  const shown = (variants?: string) => {
    newBrowser(variants === undefined ? {} : { "x-quoin-variants": variants });
    return variantOf(lead);
  };
  expect(await shown("lead=large")).toBe("large");
  expect(await shown("notes=below,lead=large")).toBe("large");
  expect(await shown("lead=huge")).toBe("small");
  expect(await shown("mislead=large")).toBe("small");
  expect(await shown()).toBe("small");
});
