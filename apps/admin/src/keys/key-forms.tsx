"use client";

import { newKey, type Scope } from "@quoin/api/key/input";
import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { Button } from "@quoin/ui/button";
import { Dialog } from "@quoin/ui/dialog";
import { Select, TextInput } from "@quoin/ui/field";
import { Copy } from "lucide-react";
import { useState } from "react";
import { doneOnce } from "../forms/done-once.ts";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useRecordForm } from "../forms/use-record-form.ts";
import { mayActAs, roleName } from "../frame/places.ts";
import { type PersonRole, roles } from "../users/tabs.ts";
import { ScopeChoice } from "./scope-choice.tsx";
import { endAfter, lifetimes } from "./state.ts";

type Made = Outputs["key"]["create"];

/** Makes a key; what it is comes back once, to be shown. */
export function KeyForm({
  open,
  role,
  onClose,
  onMade,
}: {
  open: boolean;
  role: PersonRole;
  onClose: () => void;
  onMade: (key: Made) => Promise<void>;
}) {
  const { client } = api.useUtils();
  const [scopes, setScopes] = useState<readonly Scope[] | null>(null);
  const form = useRecordForm(newKey, async (value, key) =>
    onMade(await client.key.create.mutate(value, doneOnce(key))),
  );
  return (
    <FormDialog
      form={form}
      open={open}
      onClose={() => {
        setScopes(null);
        onClose();
      }}
      title="New key"
      description="Whoever holds it acts in your name. It is shown once, when it is made."
      submitLabel="Make key"
      busyLabel="Making"
      draftOf={(text) => ({
        name: text("name"),
        role: text("role"),
        scopes,
        expiresAt: endAfter(text("days"), new Date()),
      })}
    >
      <TextInput
        label="Name"
        name="name"
        required
        maxLength={100}
        placeholder="Import script"
        error={form.errors["name"]}
        hint="What uses it, to know it again."
      />
      <Select
        label="May act as"
        name="role"
        defaultValue={role}
        error={form.errors["role"]}
        hint="The least that it needs."
      >
        {roles
          .filter((each) => mayActAs(role, each))
          .map((each) => (
            <option key={each} value={each}>
              {roleName(each)}
            </option>
          ))}
      </Select>
      <ScopeChoice chosen={scopes} onChange={setScopes} error={form.errors["scopes"]} />
      <Select label="Lasts" name="days" defaultValue="90" error={form.errors["expiresAt"]}>
        {lifetimes.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </FormDialog>
  );
}

/** Shows a new key, the only time that it can be seen. */
export function NewKeyDialog({ made, onClose }: { made: Made | null; onClose: () => void }) {
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);

  function close() {
    setCopied(null);
    onClose();
  }

  async function copy(key: string) {
    try {
      await navigator.clipboard.writeText(key);
      setCopied("yes");
    } catch {
      setCopied("no");
    }
  }

  return (
    <Dialog
      open={made !== null}
      onClose={close}
      title={`Your new key, ${made?.name ?? ""}`}
      description="Copy it now and keep it somewhere safe. It is not shown again."
      actions={<Button onClick={close}>I have copied it</Button>}
    >
      {made && (
        <div className="once">
          <code>{made.key}</code>
          <Button variant="line" onClick={() => void copy(made.key)}>
            <Copy className="ic" aria-hidden />
            Copy
          </Button>
        </div>
      )}
      <p role="status" className="dim">
        {copied === "yes" && "Copied"}
        {copied === "no" && "The browser did not allow it. Select the key and copy it yourself."}
      </p>
    </Dialog>
  );
}
