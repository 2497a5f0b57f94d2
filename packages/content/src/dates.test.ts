import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDate } from "./dates.ts";

test.each([
  ["2015-02-06", "2015-02-06T00:00:00.000Z"],
  ["2015-02-06T10:00:00.000Z", "2015-02-06T10:00:00.000Z"],
  ["2015-02-06T10:00:00-05:30", "2015-02-06T15:30:00.000Z"],
  ["2015-02-06T10:00:00.123456Z", "2015-02-06T10:00:00.123Z"],
  ["2015-02-06T10:00:00,5z", "2015-02-06T10:00:00.500Z"],
  ["2015-02-06 10:00:00 +0100", "2015-02-06T09:00:00.000Z"],
  ["2015-02-06 10:00:00 +01", "2015-02-06T09:00:00.000Z"],
  ["2015/2/6 10:00", "2015-02-06T10:00:00.000Z"],
  ["Fri, 06 Feb 2015 10:00:00 GMT", "2015-02-06T10:00:00.000Z"],
  ["Fri, 06 Feb 2015 10:00:00 EST", "2015-02-06T15:00:00.000Z"],
  ["6 February 2015", "2015-02-06T00:00:00.000Z"],
  ["6th Feb. 2015", "2015-02-06T00:00:00.000Z"],
  ["6-Feb-2015", "2015-02-06T00:00:00.000Z"],
  ["February 6, 2015", "2015-02-06T00:00:00.000Z"],
  ["Feb 6 2015 3:05 pm", "2015-02-06T15:05:00.000Z"],
  ["Feb 6 2015 12:05 a.m.", "2015-02-06T00:05:00.000Z"],
  ["Fri Feb 06 2015 10:00:00 GMT+0100 (Central European Time)", "2015-02-06T09:00:00.000Z"],
  ["  2015-02-06   10:00 ", "2015-02-06T10:00:00.000Z"],
  ["2016-02-29", "2016-02-29T00:00:00.000Z"],
  ["0001-01-01", "0001-01-01T00:00:00.000Z"],
  ["0099-12-31", "0099-12-31T00:00:00.000Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
])("%s is %s", (text, iso) => {
  expect(parseDate(text)?.toISOString()).toBe(iso);
});

test.each([
  "",
  "tomorrow",
  "2015",
  "2015-02-30",
  "2015-02-29",
  "2015-13-01",
  "2015-00-10",
  "2015-01-00",
  "2015-02-06T24:00",
  "2015-02-06T10:60",
  "2015-02-06T10:00:60",
  "2015-02-06 13:00 pm",
  "2015-02-06 0:00 am",
  "2015-02-06T10:00 XYZ",
  "2015-02-06T10:00+25:00",
  "2015-02-06T10:00+01:99",
  "0000-01-01",
  "-0001-01-01",
  "10000-01-01",
  "+275760-09-13",
  "0001-01-01T00:00:00+01:00",
  "9999-12-31T23:59:59-01:00",
  "31 June 2015",
  "6 Foo 2015",
  "1e309",
  "NaN",
  "2015-02-06; drop table posts",
  "2".repeat(100),
])("%j is no date", (text) => {
  expect(parseDate(text)).toBeNull();
});

test("every instant of four years written by JavaScript comes back", () => {
  const instant = fc.date({
    min: new Date("0001-01-02T00:00:00Z"),
    max: new Date("9999-12-30T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instant, (date) => {
      expect(parseDate(date.toISOString())).toEqual(date);
      expect(parseDate(date.toUTCString())?.getTime()).toBe(
        Math.floor(date.getTime() / 1000) * 1000,
      );
    }),
  );
});

test("any text is a storable date or none", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.stringMatching(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/),
  );
  fc.assert(
    fc.property(text, (written) => {
      const date = parseDate(written);
      if (!date) return;
      expect(date.getUTCFullYear()).toBeGreaterThanOrEqual(1);
      expect(date.getUTCFullYear()).toBeLessThanOrEqual(9999);
    }),
  );
});
