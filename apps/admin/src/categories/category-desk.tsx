"use client";

import { categoryEdits, newCategories } from "@quoin/api/category/input";
import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { Button, IconButton, SkeletonRows } from "@quoin/ui";
import { toast } from "@quoin/ui/toast";
import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { CallFailure } from "../call-failure.tsx";
import { wordsOf } from "../failure.ts";
import { doneOnce } from "../forms/done-once.ts";
import { useRecordForm } from "../forms/use-record-form.ts";
import { Hints } from "../frame/hints.tsx";
import { PageBar } from "../frame/page-bar.tsx";
import { useKeys } from "../keyboard/use-keys.ts";
import { useConfirm } from "../list/use-confirm.tsx";
import { Nothing } from "../list/nothing.tsx";
import { useRows } from "../list/use-rows.ts";
import { CategoryForm } from "./category-form.tsx";
import { moved } from "./order.ts";

type Category = Outputs["category"]["list"]["items"][number];

/** The sections of the publication in their order, which is the order of its menu. */
export function CategoryDesk({ locale }: { locale: string }) {
  const utils = api.useUtils();
  const list = api.category.list.useQuery({});
  const update = api.category.update.useMutation();
  const reorder = api.category.reorder.useMutation();
  const remove = api.category.delete.useMutation();
  const { ask, dialog } = useConfirm();
  const [editing, setEditing] = useState<Category | "new" | null>(null);
  const [said, setSaid] = useState("");

  const items = list.data?.items ?? [];
  const ids = items.map(({ id }) => id);
  const rows = useRows(ids, { select: false, onOpen: (id) => edit(id) });
  const standing = items.find(({ id }) => id === rows.cursor);
  const renew = () => utils.category.invalidate();

  const creating = useRecordForm(newCategories, async (value, key) => {
    const [made] = await utils.client.category.create.mutate(value, doneOnce(key));
    await renew();
    toast({ message: `Made ${made?.name ?? "the category"}` });
  });
  const saving = useRecordForm(categoryEdits, async (value) => {
    const [saved] = await update.mutateAsync(value);
    await renew();
    toast({ message: `Saved ${saved?.name ?? "the category"}` });
  });

  const edit = (id: string | undefined) =>
    setEditing(items.find((category) => category.id === id) ?? null);

  async function move(id: string, by: number) {
    const order = moved(ids, id, by);
    if (order === ids) return;
    rows.stand(id);
    utils.category.list.setData(
      {},
      (page) =>
        page && {
          ...page,
          items: order.flatMap((at) => page.items.find((category) => category.id === at) ?? []),
        },
    );
    const name = items.find((category) => category.id === id)?.name ?? "";
    setSaid(`${name} is now ${order.indexOf(id) + 1} of ${order.length}`);
    try {
      await reorder.mutateAsync({ ids: [...order] });
    } catch (error) {
      toast({ tone: "bad", message: wordsOf(error).full });
      await renew();
    }
  }

  function askToDelete({ id, name, postCount }: Category) {
    ask({
      title: `Delete ${name}?`,
      description:
        postCount === 0
          ? "No published post stands in it. Drafts that do lose it. This cannot be undone."
          : `${postCount.toLocaleString(locale)} published ${postCount === 1 ? "post loses" : "posts lose"} it, and drafts that stand in it too. The posts stay. This cannot be undone.`,
      confirmLabel: "Delete category",
      busyLabel: "Deleting",
      tone: "danger",
      run: async () => {
        const [gone] = await remove.mutateAsync({ ids: [id] });
        await renew();
        const lost = gone?.postsAffected ?? 0;
        toast({
          message: `Deleted ${name}; ${lost.toLocaleString(locale)} ${lost === 1 ? "post" : "posts"} lost it`,
        });
      },
    });
  }

  useKeys({
    c: { say: "New category", run: () => setEditing("new") },
    e: { say: "Edit the row", run: () => edit(standing?.id) },
    "shift+ArrowUp": { say: "Move the row up", run: () => standing && void move(standing.id, -1) },
    "shift+ArrowDown": {
      say: "Move the row down",
      run: () => standing && void move(standing.id, 1),
    },
    "#": { say: "Delete the row", run: () => standing && askToDelete(standing) },
  });

  return (
    <>
      <PageBar title="Categories">
        <Button onClick={() => setEditing("new")}>
          <Plus className="ic" aria-hidden />
          New category <kbd aria-hidden="true">C</kbd>
        </Button>
      </PageBar>
      <main id="main" className="flush" tabIndex={-1}>
        <output className="vh">{said}</output>
        {list.isPending ? (
          <SkeletonRows rows={6} label="Loading categories" />
        ) : list.isError ? (
          <CallFailure error={list.error} onRetry={() => void list.refetch()} />
        ) : items.length === 0 ? (
          <Nothing
            heading="Categories"
            seed="categories"
            title="No sections yet"
            actions={<Button onClick={() => setEditing("new")}>New category</Button>}
          >
            Categories are the sections in the publication’s menu. A post may stand in several.
          </Nothing>
        ) : (
          <table className="tbl records">
            <caption className="vh">Categories in the order of the menu</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Description</th>
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
              {items.map((category, at) => (
                <tr key={category.id} {...rows.rowProps(category.id)}>
                  <td className="r-name serif">{category.name}</td>
                  <td className={`r-wide dim ${category.description ? "" : "r-none"}`}>
                    {category.description || "–"}
                  </td>
                  <td className="r-slug mono dim">{category.slug}</td>
                  <td className="num" data-label={category.postCount === 1 ? "post" : "posts"}>
                    {category.postCount.toLocaleString(locale)}
                  </td>
                  <td className="r-acts">
                    <IconButton
                      aria-label={`Move ${category.name} up`}
                      disabled={at === 0}
                      onClick={() => void move(category.id, -1)}
                    >
                      <ArrowUp className="ic" aria-hidden />
                    </IconButton>
                    <IconButton
                      aria-label={`Move ${category.name} down`}
                      disabled={at === items.length - 1}
                      onClick={() => void move(category.id, 1)}
                    >
                      <ArrowDown className="ic" aria-hidden />
                    </IconButton>
                    <IconButton
                      aria-label={`Edit ${category.name}`}
                      onClick={() => setEditing(category)}
                    >
                      <Pencil className="ic" aria-hidden />
                    </IconButton>
                    <IconButton
                      aria-label={`Delete ${category.name}`}
                      onClick={() => askToDelete(category)}
                    >
                      <Trash2 className="ic" aria-hidden />
                    </IconButton>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </main>
      <CategoryForm
        form={editing === "new" ? creating : saving}
        category={editing}
        onClose={() => setEditing(null)}
      />
      {dialog}
      <Hints
        of={[
          [["j", "k"], "move"],
          [["c"], "new"],
          [["e"], "edit"],
          [["shift+ArrowUp", "shift+ArrowDown"], "reorder"],
          [["#"], "delete"],
        ]}
      />
    </>
  );
}
