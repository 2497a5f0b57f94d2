"use client";

import { tagEdits } from "@quoin/api/tag/input";
import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { Button, IconButton, Pager, SkeletonRows, TextInput } from "@quoin/ui";
import { toast } from "@quoin/ui/toast";
import { Combine, Pencil, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { CallFailure } from "../call-failure.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { useRecordForm } from "../forms/use-record-form.ts";
import { Hints } from "../frame/hints.tsx";
import { PageBar } from "../frame/page-bar.tsx";
import { useKeys } from "../keyboard/use-keys.ts";
import { withQuery } from "../list/address.ts";
import { BulkBar } from "../list/bulk-bar.tsx";
import { FilterBox } from "../list/filter-box.tsx";
import { SelectBox } from "../list/select-box.tsx";
import { useConfirm } from "../list/use-confirm.tsx";
import { Nothing } from "../list/nothing.tsx";
import { useRows } from "../list/use-rows.ts";
import { MergeForm } from "./merge-form.tsx";
import { NewTagForm } from "./new-tag-form.tsx";

type Tag = Outputs["tag"]["list"]["items"][number];

/** What posts are about: rename, merge what means the same, delete. */
export function TagDesk({
  q,
  cursor,
  limit,
  locale,
}: {
  q: string | undefined;
  cursor: string | undefined;
  limit: number;
  locale: string;
}) {
  const utils = api.useUtils();
  const list = api.tag.list.useQuery(
    { limit, all: true, ...(q && { q }), ...(cursor && { cursor }) },
    { placeholderData: (before) => before },
  );
  const update = api.tag.update.useMutation();
  const remove = api.tag.delete.useMutation();
  const { ask, dialog } = useConfirm();
  const [editing, setEditing] = useState<Tag | null>(null);
  const [making, setMaking] = useState(false);
  const [merging, setMerging] = useState<readonly Tag[]>([]);

  const items = list.data?.items ?? [];
  const rows = useRows(
    items.map(({ id }) => id),
    { onOpen: (id) => setEditing(items.find((tag) => tag.id === id) ?? null) },
  );
  const standing = items.find(({ id }) => id === rows.cursor);
  const chosen = items.filter(({ id }) => rows.isChosen(id));
  const renew = () => utils.tag.invalidate();
  const figure = (count: number) => count.toLocaleString(locale);

  const saving = useRecordForm(tagEdits, async (value) => {
    const [saved] = await update.mutateAsync(value);
    await renew();
    toast({ message: `Saved ${saved?.name ?? "the tag"}` });
  });

  function askToDelete(tags: readonly Tag[]) {
    const [only] = tags;
    if (!only) return;
    const posts = tags.reduce((sum, { postCount }) => sum + postCount, 0);
    const what = tags.length === 1 ? only.name : `${tags.length} tags`;
    ask({
      title: `Delete ${what}?`,
      description:
        posts === 0
          ? "No published post carries it. Drafts that do lose it. This cannot be undone."
          : `Published posts lose it ${figure(posts)} ${posts === 1 ? "time" : "times"}, and drafts that carry it too. The posts stay. This cannot be undone.`,
      confirmLabel: tags.length === 1 ? "Delete tag" : "Delete tags",
      busyLabel: "Deleting",
      tone: "danger",
      run: async () => {
        const gone = await remove.mutateAsync({ ids: tags.map(({ id }) => id) });
        rows.clear();
        await renew();
        const lost = gone.reduce((sum, { postsAffected }) => sum + postsAffected, 0);
        toast({ message: `Deleted ${what}; posts lost ${figure(lost)} in all` });
      },
    });
  }

  useKeys({
    c: { say: "New tag", run: () => setMaking(true) },
    e: { say: "Rename the row", run: () => standing && setEditing(standing) },
    m: { say: "Merge what is selected", run: () => chosen.length > 0 && setMerging(chosen) },
    "#": {
      say: "Delete what is selected",
      run: () => askToDelete(chosen.length > 0 ? chosen : standing ? [standing] : []),
    },
  });

  const link = (to: string | null | undefined) =>
    to ? withQuery("/tags", { q, cursor: to }) : undefined;

  return (
    <>
      <PageBar title="Tags">
        <Button onClick={() => setMaking(true)}>
          <Plus className="ic" aria-hidden />
          New tag <kbd aria-hidden="true">C</kbd>
        </Button>
      </PageBar>
      <main id="main" className="flush" tabIndex={-1}>
        <div className="toolbar">
          <FilterBox label="Filter tags" placeholder="Filter by name" path="/tags" q={q} />
          <span className="push" />
          <span className="dim" role="status">
            {list.isFetching && !list.isPending ? "Fetching tags" : ""}
          </span>
        </div>
        {list.isPending ? (
          <SkeletonRows rows={10} label="Loading tags" />
        ) : list.isError ? (
          <CallFailure error={list.error} onRetry={() => void list.refetch()} />
        ) : items.length === 0 ? (
          <Nothing heading="Tags" seed="tags" title={q ? "No such tag" : "No tags yet"}>
            {q
              ? `No tag’s name contains “${q}”.`
              : "Authors make tags as they write; here they are put in order."}
          </Nothing>
        ) : (
          <>
            <table className="tbl records">
              <caption className="vh">Tags by name</caption>
              <thead>
                <tr>
                  <th scope="col" className="ck">
                    <SelectBox
                      label="Select all"
                      checked={rows.allChosen}
                      some={rows.chosen.length > 0}
                      onChange={rows.toggleAll}
                    />
                  </th>
                  <th scope="col">Name</th>
                  <th scope="col">Slug</th>
                  <th scope="col" className="num">
                    Posts
                  </th>
                  <th scope="col">
                    <span className="vh">What to do</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((tag) => (
                  <tr key={tag.id} {...rows.rowProps(tag.id)}>
                    <td className="ck">
                      <SelectBox
                        label={`Select ${tag.name}`}
                        checked={rows.isChosen(tag.id)}
                        onChange={() => rows.toggle(tag.id)}
                      />
                    </td>
                    <td className="r-name r-wide">{tag.name}</td>
                    <td className="r-slug mono dim">{tag.slug}</td>
                    <td className="num" data-label={tag.postCount === 1 ? "post" : "posts"}>
                      {figure(tag.postCount)}
                    </td>
                    <td className="r-acts">
                      <IconButton aria-label={`Rename ${tag.name}`} onClick={() => setEditing(tag)}>
                        <Pencil className="ic" aria-hidden />
                      </IconButton>
                      <IconButton
                        aria-label={`Merge ${tag.name} into another`}
                        onClick={() => setMerging([tag])}
                      >
                        <Combine className="ic" aria-hidden />
                      </IconButton>
                      <IconButton
                        aria-label={`Delete ${tag.name}`}
                        onClick={() => askToDelete([tag])}
                      >
                        <Trash2 className="ic" aria-hidden />
                      </IconButton>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Pager
              as={Link}
              look="newsroom"
              newer={link(list.data.previousCursor)}
              older={link(list.data.nextCursor)}
              newerLabel="Earlier names"
              olderLabel="Later names"
              range={`${figure(items.length)} ${items.length === 1 ? "tag" : "tags"}, ${items[0]?.name} to ${items.at(-1)?.name}`}
            />
          </>
        )}
      </main>
      <FormDialog
        form={saving}
        open={editing !== null}
        onClose={() => setEditing(null)}
        title={`Rename ${editing?.name ?? ""}`}
        submitLabel="Save"
        busyLabel="Saving"
        draftOf={(text) => [{ id: editing?.id, name: text("name"), slug: text("slug") }]}
      >
        <TextInput
          label="Name"
          name="name"
          required
          maxLength={100}
          defaultValue={editing?.name}
          error={saving.errors["name"]}
        />
        <TextInput
          label="Slug"
          name="slug"
          mono
          required
          maxLength={100}
          defaultValue={editing?.slug}
          error={saving.errors["slug"]}
          hint="The end of its address. Links to the old one lead to the new one."
        />
      </FormDialog>
      <NewTagForm open={making} onClose={() => setMaking(false)} onDone={renew} />
      <MergeForm
        tags={merging}
        onClose={() => setMerging([])}
        onDone={async () => {
          rows.clear();
          await renew();
        }}
      />
      {dialog}
      <BulkBar count={chosen.length} onClear={rows.clear}>
        <button type="button" onClick={() => setMerging(chosen)}>
          <Combine className="ic" aria-hidden />
          Merge
        </button>
        <button type="button" className="bad" onClick={() => askToDelete(chosen)}>
          <Trash2 className="ic" aria-hidden />
          Delete
        </button>
      </BulkBar>
      <Hints
        of={[
          [["j", "k"], "move"],
          [["x"], "select"],
          [["e"], "rename"],
          [["m"], "merge"],
          [["#"], "delete"],
          [["/"], "filter"],
        ]}
      />
    </>
  );
}
