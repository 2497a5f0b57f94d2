"use client";

import { banUsers, claimProfile, newUsers } from "@quoin/api/user/input";
import { api } from "@quoin/client/react";
import { Select, TextArea, TextInput } from "@quoin/ui/field";
import { toast } from "@quoin/ui/toast";
import { useState } from "react";
import { doneOnce } from "../forms/done-once.ts";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useRecordForm } from "../forms/use-record-form.ts";
import { roleName } from "../frame/places.ts";
import { useDebounced } from "../list/use-debounced.ts";
import { endOf, type Person, roles } from "./tabs.ts";

interface FormProps {
  readonly onClose: () => void;
  /** Fetches the list anew. */
  readonly onDone: () => Promise<void>;
}

/** Makes an account, and mails an invitation unless a password is set. */
export function InviteForm({ open, onClose, onDone }: FormProps & { open: boolean }) {
  const { client } = api.useUtils();
  const form = useRecordForm(newUsers, async (value, key) => {
    const [made] = await client.user.create.mutate(value, doneOnce(key));
    await onDone();
    toast({
      message: made?.invited
        ? `Invited ${made.name}; a link to choose a password is on its way`
        : `Made an account for ${made?.name ?? "them"}`,
    });
  });
  const { errors } = form;
  return (
    <FormDialog
      form={form}
      open={open}
      onClose={onClose}
      title="Invite somebody"
      submitLabel="Invite"
      busyLabel="Inviting"
      draftOf={(text) => [
        {
          name: text("name"),
          email: text("email"),
          role: text("role"),
          ...(text("password") && { password: text("password") }),
        },
      ]}
    >
      <TextInput label="Name" name="name" required maxLength={120} error={errors["name"]} />
      <TextInput
        label="Email address"
        name="email"
        type="email"
        autoComplete="off"
        required
        error={errors["email"]}
      />
      <Select label="Role" name="role" defaultValue="author" error={errors["role"]}>
        {roles.map((role) => (
          <option key={role} value={role}>
            {roleName(role)}
          </option>
        ))}
      </Select>
      <TextInput
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        error={errors["password"]}
        hint="Leave it empty, and they are mailed a link to choose one."
      />
    </FormDialog>
  );
}

/** Suspends a person: says what that does, asks why, and until when. */
export function SuspendForm({ person, onClose, onDone }: FormProps & { person: Person | null }) {
  const ban = api.user.ban.useMutation();
  const form = useRecordForm(banUsers, async (value) => {
    const [gone] = await ban.mutateAsync(value);
    await onDone();
    toast({ message: `Suspended ${gone?.name ?? "them"}; they are signed out everywhere` });
  });
  return (
    <FormDialog
      form={form}
      open={person !== null}
      onClose={onClose}
      title={`Suspend ${person?.name ?? ""}?`}
      description="They are signed out everywhere at once and cannot sign in. What they wrote stays. You can let them back in at any time."
      submitLabel="Suspend"
      busyLabel="Suspending"
      tone="danger"
      draftOf={(text) => {
        const until = endOf(text("until"));
        return { ids: [person?.id], reason: text("reason"), ...(until && { until }) };
      }}
    >
      <TextArea
        label="Reason"
        name="reason"
        rows={2}
        required
        maxLength={500}
        error={form.errors["reason"]}
        hint="For the admins’ eyes."
      />
      <TextInput
        label="Until"
        name="until"
        type="date"
        error={form.errors["until"]}
        hint="The last day of it. Left empty, it lasts until you let them back in."
      />
    </FormDialog>
  );
}

/** Gives the posts and the byline of an imported profile to an account. */
export function ClaimForm({ profile, onClose, onDone }: FormProps & { profile: Person | null }) {
  const claim = api.user.claimProfile.useMutation();
  const [typed, setTyped] = useState("");
  const [userId, setUserId] = useState("");
  const q = useDebounced(typed.trim(), 200);
  const found = api.user.list.useQuery(
    { kind: "account", limit: 10, ...(q && { q }) },
    { enabled: profile !== null },
  );
  const form = useRecordForm(claimProfile, async (value) => {
    const { user, postsMoved } = await claim.mutateAsync(value);
    await onDone();
    toast({
      message: `${user.name} has the profile now; ${postsMoved} ${postsMoved === 1 ? "post" : "posts"} moved`,
    });
  });
  const people = found.data?.items ?? [];
  function close() {
    setTyped("");
    setUserId("");
    onClose();
  }
  return (
    <FormDialog
      form={form}
      open={profile !== null}
      onClose={close}
      title={`Give ${profile?.name ?? "the profile"} to an account`}
      description={`The account gets the byline and its ${profile?.postCount ?? 0} posts, and the profile is gone. This cannot be undone.`}
      submitLabel="Give profile"
      busyLabel="Giving"
      tone="danger"
      draftOf={() => ({ profileId: profile?.id, userId })}
    >
      <TextInput
        label="Look for an account"
        type="search"
        autoComplete="off"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={form.errors["userId"] && "Choose an account"}
      />
      <fieldset className="choices">
        <legend className="vh">The account that gets it</legend>
        {people.map(({ id, name, email }) => (
          <label key={id}>
            <input
              type="radio"
              name="account"
              value={id}
              checked={userId === id}
              onChange={() => setUserId(id)}
            />
            <span>{name}</span>
            <span className="dim">{email}</span>
          </label>
        ))}
        {people.length === 0 && (
          <p className="dim">{found.isFetching ? "Looking" : "Nobody is called that."}</p>
        )}
      </fieldset>
    </FormDialog>
  );
}
