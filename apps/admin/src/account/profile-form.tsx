"use client";

import { profileEdit } from "@quoin/api/user/input";
import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { Button, FormMessage, TextArea, TextInput } from "@quoin/ui";
import { textOf } from "@quoin/ui/form-state";
import { toast } from "@quoin/ui/toast";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useRecordForm } from "../forms/use-record-form.ts";
import { useUnsaved } from "../settings/use-unsaved.ts";

type Me = Pick<NonNullable<Outputs["user"]["me"]>, "name" | "handle" | "bio">;

/** One's public face: the name in bylines, and what stands beside it. */
export function ProfileForm({ me }: { me: Me }) {
  const router = useRouter();
  const update = api.user.updateProfile.useMutation();
  const [changed, setChanged] = useState(false);
  useUnsaved(changed);
  const form = useRecordForm(profileEdit, async (value) => {
    await update.mutateAsync(value);
    setChanged(false);
    router.refresh();
    toast({ message: "Saved your profile" });
  });
  const { attach, busy, errors, failure, submit } = form;
  return (
    <form
      ref={attach}
      className="fields"
      noValidate
      onChange={() => setChanged(true)}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        void submit({
          name: textOf(data, "name"),
          handle: textOf(data, "handle"),
          bio: textOf(data, "bio"),
        });
      }}
    >
      {failure !== null && <FormMessage tone="error">{failure}</FormMessage>}
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={me.name}
        error={errors["name"]}
      />
      <TextInput
        label="Handle"
        name="handle"
        mono
        required
        maxLength={64}
        defaultValue={me.handle}
        error={errors["handle"]}
        hint="Your name in addresses: small letters, figures and hyphens."
      />
      <TextArea
        label="About you"
        name="bio"
        rows={3}
        maxLength={500}
        defaultValue={me.bio}
        error={errors["bio"]}
        hint="One or two sentences. They stand beside what you write."
      />
      <div className="form-acts">
        <Button type="submit" busy={busy} busyLabel="Saving">
          Save profile
        </Button>
      </div>
    </form>
  );
}
