import { expect, test } from "vitest";
import { deviceName } from "./device.ts";

test("a device is called what its owner would call it", () => {
  const linux = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  expect(deviceName(linux)).toBe("Firefox on Linux");
  const phone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
  expect(deviceName(phone)).toBe("Safari on iPhone");
  const edge =
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
  expect(deviceName(edge)).toBe("Edge on Windows");
});

test("what is not known is said to be unknown", () => {
  expect(deviceName(null)).toBe("An unknown device");
  expect(deviceName("curl/8.5.0")).toBe("An unknown device");
});
