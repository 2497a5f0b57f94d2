"use client";

import type { Outputs } from "@quoin/client";
import { TextArea, TextInput } from "@quoin/ui/field";
import { FormDialog } from "../forms/form-dialog.tsx";
import type { RecordForm } from "../forms/use-record-form.ts";

type Category = Outputs["category"]["list"]["items"][number];

/** Makes a category, or edits one. */
export function CategoryForm({
  form,
  category,
  onClose,
}: {
  form: RecordForm;
  /** The one that is edited; null closes the form. */
  category: Category | "new" | null;
  onClose: () => void;
}) {
  const known = category === "new" ? null : category;
  const { errors } = form;
  return (
    <FormDialog
      form={form}
      open={category !== null}
      onClose={onClose}
      title={known ? `Edit ${known.name}` : "New category"}
      submitLabel={known ? "Save" : "Make category"}
      busyLabel={known ? "Saving" : "Making"}
      draftOf={(text) => [
        {
          ...(known && { id: known.id }),
          name: text("name"),
          description: text("description"),
          ...(text("slug").trim() && { slug: text("slug") }),
        },
      ]}
    >
      <TextInput
        label="Name"
        name="name"
        required
        maxLength={100}
        defaultValue={known?.name}
        error={errors["name"]}
      />
      <TextArea
        label="Description"
        name="description"
        rows={3}
        maxLength={500}
        defaultValue={known?.description}
        error={errors["description"]}
        hint="Stands under the name at the head of its page."
      />
      <TextInput
        label="Slug"
        name="slug"
        mono
        maxLength={100}
        defaultValue={known?.slug}
        error={errors["slug"]}
        hint={
          known
            ? "The end of its address. Links to the old one lead to the new one."
            : "The end of its address. Made from the name when left empty."
        }
      />
    </FormDialog>
  );
}
