"use client";

import { settingsEdit } from "@quoin/api/settings/input";
import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { Button, Checkbox, FormMessage, TextArea, TextInput } from "@quoin/ui";
import { toast } from "@quoin/ui/toast";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useRecordForm } from "../forms/use-record-form.ts";
import { useKeys } from "../keyboard/use-keys.ts";
import { useUnsaved } from "./use-unsaved.ts";

type Settings = Omit<Outputs["settings"]["get"], "postCount">;

/** The publication's facts. */
export function SettingsForm({
  settings,
  zones,
}: {
  settings: Settings;
  /** Time zones to choose from. */
  zones: readonly string[];
}) {
  const router = useRouter();
  const utils = api.useUtils();
  const update = api.settings.update.useMutation();
  const [saved, setSaved] = useState<Settings>(settings);
  const [draft, setDraft] = useState<Settings>(settings);
  const changed = (Object.keys(saved) as (keyof Settings)[]).some(
    (key) => saved[key] !== draft[key],
  );
  useUnsaved(changed);

  const form = useRecordForm(settingsEdit, async (value) => {
    const { postCount: _postCount, ...now } = await update.mutateAsync(value);
    setSaved(now);
    setDraft(now);
    await utils.settings.invalidate();
    // The rail shows the title.
    router.refresh();
    toast({ message: "Saved. Readers see it at once." });
  });
  const { attach, busy, errors, failure, submit } = form;

  const write = (key: keyof Settings) => ({
    value: String(draft[key]),
    error: errors[key],
    onChange: (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setDraft({ ...draft, [key]: event.currentTarget.value }),
  });
  const tick = (key: "commentsOpen" | "signUpOpen") => ({
    checked: draft[key],
    error: errors[key],
    onChange: (event: FormEvent<HTMLInputElement>) =>
      setDraft({ ...draft, [key]: event.currentTarget.checked }),
  });
  const save = () => void submit(draft);
  useKeys({ "mod+s": { say: "Save", run: save } });

  return (
    <form
      ref={attach}
      className="desk-page"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {failure !== null && <FormMessage tone="error">{failure}</FormMessage>}
      <section aria-labelledby="s-name">
        <h2 id="s-name">The publication</h2>
        <div className="fields">
          <TextInput label="Title" required maxLength={100} {...write("title")} />
          <TextInput
            label="Tagline"
            maxLength={200}
            hint="Stands under the title."
            {...write("tagline")}
          />
          <TextArea
            label="Description"
            rows={3}
            maxLength={500}
            hint="For search engines and feeds."
            {...write("description")}
          />
        </div>
      </section>
      <section aria-labelledby="s-place">
        <h2 id="s-place">Language and time</h2>
        <div className="fields two">
          <TextInput
            label="Language"
            mono
            required
            maxLength={35}
            hint="Such as en, en-GB or de-AT."
            {...write("locale")}
          />
          <TextInput
            label="Time zone"
            mono
            required
            maxLength={64}
            list="zones"
            autoComplete="off"
            hint="Such as Europe/Vienna."
            {...write("timeZone")}
          />
          <datalist id="zones">
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone}
              </option>
            ))}
          </datalist>
        </div>
      </section>
      <section aria-labelledby="s-readers">
        <h2 id="s-readers">Readers</h2>
        <div className="fields">
          <Checkbox
            label="Readers may comment"
            hint="Off, no post takes comments. On, each post decides for itself."
            {...tick("commentsOpen")}
          />
          <Checkbox
            label="Strangers may make accounts"
            hint="Off, accounts come from an admin’s invitation alone."
            {...tick("signUpOpen")}
          />
        </div>
      </section>
      <section className="form-acts">
        <Button type="submit" busy={busy} busyLabel="Saving">
          Save settings
        </Button>
        {changed && (
          <Button variant="quiet" onClick={() => setDraft(saved)}>
            Discard changes
          </Button>
        )}
        <span className="dim" role="status">
          {changed ? "Not saved yet" : "Everything is saved"}
        </span>
      </section>
    </form>
  );
}
