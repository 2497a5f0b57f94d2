"use client";

import { mergeTags } from "@quoin/api/tag/input";
import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { TextInput } from "@quoin/ui/field";
import { toast } from "@quoin/ui/toast";
import { useState } from "react";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useRecordForm } from "../forms/use-record-form.ts";
import { useDebounced } from "../list/use-debounced.ts";

type Tag = Pick<Outputs["tag"]["list"]["items"][number], "id" | "name" | "postCount">;

/** Brings every post of some tags under one of them, or under another; the rest are gone then. */
export function MergeForm({
  tags,
  onClose,
  onDone,
}: {
  /** Those to merge; none closes the form. */
  tags: readonly Tag[];
  onClose: () => void;
  onDone: () => Promise<void>;
}) {
  const merge = api.tag.merge.useMutation();
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed.trim(), 200);
  const [into, setInto] = useState<string | null>(null);
  const found = api.tag.suggest.useQuery({ q }, { enabled: tags.length > 0 && q !== "" });
  // Several chosen ones are merged into one of them unless another is looked for.
  const own = tags.length > 1 ? tags : [];
  const others = (found.data ?? []).filter(({ id }) => !tags.some((tag) => tag.id === id));
  const choices = q === "" ? own : [...own, ...others];
  const names = tags.map(({ name }) => name).join(", ");

  const form = useRecordForm(mergeTags, async (value) => {
    const { tag, removed, postsMoved } = await merge.mutateAsync(value);
    await onDone();
    toast({
      message: `Merged ${removed.map(({ name }) => name).join(", ")} into ${tag.name}; ${postsMoved} ${postsMoved === 1 ? "post" : "posts"} moved`,
    });
  });

  function close() {
    setTyped("");
    setInto(null);
    onClose();
  }

  return (
    <FormDialog
      form={form}
      open={tags.length > 0}
      onClose={close}
      title={tags.length > 1 ? `Merge ${tags.length} tags` : `Merge ${names} into another tag`}
      description={
        <>
          Every post under {names} comes under the tag you choose. The others are gone, and links to
          them lead there. This cannot be undone.
        </>
      }
      submitLabel="Merge"
      busyLabel="Merging"
      tone="danger"
      draftOf={(text) => {
        const intoId = text("into");
        return { intoId, fromIds: tags.map(({ id }) => id).filter((id) => id !== intoId) };
      }}
    >
      <TextInput
        label="Look for a tag"
        type="search"
        autoComplete="off"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={form.errors["intoId"] && "Choose the tag that stays"}
      />
      {choices.length > 0 ? (
        <fieldset className="choices">
          <legend className="vh">The tag that stays</legend>
          {choices.map(({ id, name, postCount }) => (
            <label key={id}>
              <input
                type="radio"
                name="into"
                value={id}
                checked={into === id}
                onChange={() => setInto(id)}
              />
              <span>{name}</span>
              <span className="dim">
                {postCount} {postCount === 1 ? "post" : "posts"}
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <p className="dim" role="status">
          {q === ""
            ? "Type the beginning of the tag that stays."
            : found.isFetching
              ? "Looking"
              : "No other tag is called that."}
        </p>
      )}
    </FormDialog>
  );
}
