const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

// Hours from UTC, as RFC 2822 defines the names.
const zones = new Map(
  "z+0 ut+0 utc+0 gmt+0 est-5 edt-4 cst-6 cdt-5 mst-7 mdt-6 pst-8 pdt-7"
    .split(" ")
    .map((zone) => [zone.slice(0, -2), Number(zone.slice(-2))] as const),
);

const time = String.raw`(?:[T ,]+(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?(?<half> ?[ap]\.?m\.?)?)?`;
const zone = String.raw`(?: ?(?<zone>[a-z]{1,3}|(?:utc|gmt)?[+-]\d\d:?\d\d|[+-]\d\d))?`;
const weekday = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?`;
const monthName = String.raw`(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`;

const shapes = [
  // 2015-02-06, 2015/02/06 10:00, 2015-02-06T10:00:00.000Z, 2015-02-06 10:00:00 +0100
  String.raw`(?<year>[+-]?\d{4,6})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})`,
  // Fri, 06 Feb 2015 10:00:00 GMT, 6 February 2015
  String.raw`${weekday}(?<day>\d{1,2})(?:st|nd|rd|th)?[ -]${monthName},?[ -](?<year>\d{4})`,
  // February 6, 2015, Fri Feb 06 2015
  String.raw`${weekday}${monthName} (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>\d{4})`,
].map((date) => new RegExp(`^${date}${time}${zone}$`, "i"));

/**
 * The instant that a date in front matter means, or null when it is none. Reads ISO 8601, RFC 2822 and
 * the usual English ways; a date alone is midnight UTC, a time without a zone is UTC. Refuses days
 * that no calendar has and years before 1 or after 9999, which the database could not hold.
 */
export function parseDate(text: string): Date | null {
  const written = text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ \([^()]*\)$/, "");
  if (written.length > 60) return null;
  for (const shape of shapes) {
    const groups = shape.exec(written)?.groups;
    if (groups) return instantOf(groups);
  }
  return null;
}

function instantOf(parts: Readonly<Record<string, string | undefined>>): Date | null {
  const year = Number(parts.year);
  const month = parts.name ? months.indexOf(parts.name.toLowerCase()) + 1 : Number(parts.month);
  const day = Number(parts.day);
  const hour = hourOf(parts.hour ?? "0", parts.half);
  const minute = Number(parts.minute ?? 0);
  const second = Number(parts.second ?? 0);
  const offset = parts.zone === undefined ? 0 : minutesFromUtc(parts.zone);
  if (hour === null || minute > 59 || second > 59 || offset === null) return null;

  const date = new Date(0);
  // Not Date.UTC: it takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const milliseconds = Number((parts.fraction ?? "").padEnd(3, "0").slice(0, 3));
  date.setUTCHours(hour, minute - offset, second, milliseconds);
  const utcYear = date.getUTCFullYear();
  return utcYear >= 1 && utcYear <= 9999 ? date : null;
}

function hourOf(digits: string, half: string | undefined): number | null {
  const hour = Number(digits);
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (/p/i.test(half) ? 12 : 0);
}

function minutesFromUtc(zone: string): number | null {
  const numbers = /^(?:utc|gmt)?([+-])(\d\d):?(\d\d)?$/i.exec(zone);
  if (!numbers) {
    const hours = zones.get(zone.toLowerCase());
    return hours === undefined ? null : hours * 60;
  }
  const [, sign, hours, minutes = "0"] = numbers;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
