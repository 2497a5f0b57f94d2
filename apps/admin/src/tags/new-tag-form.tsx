"use client";

import { newTags } from "@quoin/api/tag/input";
import { api } from "@quoin/client/react";
import { TextInput } from "@quoin/ui/field";
import { toast } from "@quoin/ui/toast";
import { doneOnce } from "../forms/done-once.ts";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useRecordForm } from "../forms/use-record-form.ts";

/** Makes a tag. */
export function NewTagForm({
  open,
  onClose,
  onDone,
}: {
  open: boolean;
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const { client } = api.useUtils();
  const form = useRecordForm(newTags, async (value, key) => {
    const [made] = await client.tag.create.mutate(value, doneOnce(key));
    await onDone();
    toast({ message: `Made ${made?.name ?? "the tag"}` });
  });
  return (
    <FormDialog
      form={form}
      open={open}
      onClose={onClose}
      title="New tag"
      submitLabel="Make tag"
      busyLabel="Making"
      draftOf={(text) => [
        { name: text("name"), ...(text("slug").trim() && { slug: text("slug") }) },
      ]}
    >
      <TextInput label="Name" name="name" required maxLength={100} error={form.errors["name"]} />
      <TextInput
        label="Slug"
        name="slug"
        mono
        maxLength={100}
        error={form.errors["slug"]}
        hint="The end of its address. Made from the name when left empty."
      />
    </FormDialog>
  );
}
