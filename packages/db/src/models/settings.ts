import type { Db } from "../database.ts";
import { model, takeFirst } from "../model.ts";
import { type NewSetting, type Setting, settings } from "../schema/settings.ts";

const base = model<Setting, NewSetting>(settings);

export const Settings = {
  ...base,

  /** The one row, made of `initial` when there is none; of several callers at once, one makes it. */
  async ensure(db: Db, initial: NewSetting): Promise<Setting> {
    const [row] = await base.select(db, {}, { limit: 1 });
    if (row) return row;
    await db.insert(settings).values(initial).onConflictDoNothing({ target: settings.singleton });
    return takeFirst(await base.select(db, {}, { limit: 1 }));
  },
};
