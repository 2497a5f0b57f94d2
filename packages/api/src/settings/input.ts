import type { NewSetting } from "@quoin/db"; // type-only: this file ships to the browser
import { z } from "zod";
import { line, optionalLine } from "../fields.ts";

/** What `find` says of a text; undefined when it refuses. */
const attempt = (find: (text: string) => string | undefined) => (text: string) => {
  try {
    return find(text);
  } catch {
    return undefined;
  }
};

/** The canonical form of a language tag that dates and numbers can be written in. */
const localeOf = attempt((text) => Intl.DateTimeFormat.supportedLocalesOf(text)[0]);

/** A place's time zone. Offsets such as `+01:00` know no summer time, so they are not taken. */
const timeZoneOf = attempt((text) =>
  /^[A-Za-z]/.test(text)
    ? new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone
    : undefined,
);

const locale = line(35)
  .refine((text) => localeOf(text) !== undefined, "This is not a language that we know")
  .overwrite((text) => localeOf(text) ?? text);

const timeZone = line(64)
  .refine((text) => timeZoneOf(text) !== undefined, "This is not a time zone that we know")
  .overwrite((text) => timeZoneOf(text) ?? text);

const settings = z.object({
  title: line(100),
  tagline: optionalLine(200),
  description: optionalLine(500),
  /** BCP 47, such as `en` or `de-AT`. */
  locale,
  /** IANA, such as `Europe/Vienna`. */
  timeZone,
  /** Whether readers may comment anywhere; each post decides for itself below that. */
  commentsOpen: z.boolean(),
  /** Whether strangers may make accounts. */
  signUpOpen: z.boolean(),
}) satisfies z.ZodType<NewSetting>;

/** The publication's facts; what is absent stays as it is. */
export const settingsEdit = settings.partial();
export type SettingsEdit = z.output<typeof settingsEdit>;
