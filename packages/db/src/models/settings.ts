import { model } from "../model.ts";
import { type NewSetting, type Setting, settings } from "../schema/settings.ts";

export const Settings = model<Setting, NewSetting>(settings);
