import { type Db, Posts, type Setting, Settings, takeFirst } from "@quoin/db";
import type { Publication } from "@quoin/mail";
import { recordAudit } from "../audit/record.ts";
import type { Ctx, UserCtx } from "../context.ts";
import { remember } from "../remember.ts";
import type { SettingsEdit } from "./input.ts";
import type { PublicSettings } from "./output.ts";

/** The publication's facts as they stand; those of a new publication when nobody has said any. */
export const currentSettings = (db: Db): Promise<Setting> =>
  Settings.ensure(db, { title: "A new publication" });

/** What everybody may know of the publication. */
export const readSettings = (ctx: Ctx): Promise<PublicSettings> =>
  remember(ctx, "settings", ["settings", "posts"], () => present(ctx.db));

/** Changes what is named and leaves the rest. */
export function updateSettings(ctx: UserCtx, edit: SettingsEdit): Promise<PublicSettings> {
  return ctx.db.transaction(async (tx) => {
    const before = await currentSettings(tx);
    const changes = changesOf(before, edit);
    const changed = Object.keys(changes);
    if (changed.length > 0) {
      const after = takeFirst(await Settings.update(tx, { id: before.id }, changes));
      await recordAudit(ctx, tx, [
        {
          action: "settings.updated",
          entityId: after.id,
          label: after.title,
          details: { changed, ...changes },
        },
      ]);
      await ctx.changes.announce(tx, ["settings"]);
    }
    return present(tx);
  });
}

/** What of an edit is different from what there is. */
function changesOf(before: Setting, edit: SettingsEdit) {
  const current = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(edit).filter(
      ([key, value]) => value !== undefined && current.get(key) !== value,
    ),
  );
}

/** The publication as its mails name it. */
export async function publication(db: Db, webUrl: string): Promise<Publication> {
  const { title } = await currentSettings(db);
  return { name: title, url: webUrl };
}

/** Whether strangers may make accounts at this moment. */
export async function isSignUpOpen(db: Db): Promise<boolean> {
  return (await currentSettings(db)).signUpOpen;
}

async function present(db: Db): Promise<PublicSettings> {
  const { title, tagline, description, locale, timeZone, commentsOpen, signUpOpen } =
    await currentSettings(db);
  const counts = await Posts.countsByStatus(db);
  const postCount = counts.find(({ status }) => status === "published")?.count ?? 0;
  return { title, tagline, description, locale, timeZone, commentsOpen, signUpOpen, postCount };
}
