const browsers: readonly (readonly [string, RegExp])[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Headless)?(?:Chrome|CriOS|Chromium)\//],
  ["Safari", /\bSafari\//],
];
const systems: readonly (readonly [string, RegExp])[] = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["Mac", /\bMac OS X\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
];

const find = (list: typeof browsers, text: string) =>
  list.find(([, pattern]) => pattern.test(text))?.[0];

/** What a person would call the device behind a `User-Agent`: "Firefox on Linux". */
export function deviceName(userAgent: string | null): string {
  const text = userAgent ?? "";
  const parts = [find(browsers, text), find(systems, text)].filter(Boolean);
  return parts.length > 0 ? parts.join(" on ") : "An unknown device";
}
