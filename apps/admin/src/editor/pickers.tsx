"use client";

import { api } from "@quoin/client/react";
import { useState } from "react";
import { useDebounced } from "../list/use-debounced.ts";
import type { Byline } from "./draft.ts";
import { PickField } from "./pick-field.tsx";

/** The sections a post stands in; the first is the one named with it. */
export function CategoryField({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const [typed, setTyped] = useState("");
  const { data } = api.category.list.useQuery({});
  const all = (data?.items ?? []).map(({ id, name }) => ({ id, label: name }));
  const wanted = typed.trim().toLowerCase();
  return (
    <PickField
      id="post-category"
      label="Category"
      placeholder={value.length === 0 ? "Choose a category" : "Add another"}
      picked={value.flatMap((id) => all.find((one) => one.id === id) ?? [])}
      choices={all.filter(({ label }) => label.toLowerCase().includes(wanted))}
      typed={typed}
      onTyped={setTyped}
      onPick={({ id }) => onChange([...value, id])}
      onRemove={({ id }) => onChange(value.filter((one) => one !== id))}
    />
  );
}

/** What a post is about, in its author's words. */
export function TagField({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (names: string[]) => void;
}) {
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed.trim(), 150);
  const { data = [] } = api.tag.suggest.useQuery({ q, limit: 8 });
  const add = (name: string) => {
    const known = value.some((one) => one.toLowerCase() === name.toLowerCase());
    if (!known && value.length < 30) onChange([...value, name]);
  };
  return (
    <PickField
      id="post-tags"
      label="Tags"
      placeholder="Add a tag"
      picked={value.map((name) => ({ id: name, label: name }))}
      choices={data
        .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
        .map(({ name, postCount }) => ({
          id: name,
          label: name,
          note: `${postCount} ${postCount === 1 ? "post" : "posts"}`,
        }))}
      typed={typed}
      onTyped={setTyped}
      onPick={({ label }) => add(label)}
      onNew={add}
      onRemove={({ label }) => onChange(value.filter((one) => one !== label))}
    />
  );
}

/** Who is named with a post; the first owns it. For editors. */
export function BylineField({
  value,
  onChange,
}: {
  value: readonly Byline[];
  onChange: (people: Byline[]) => void;
}) {
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed.trim(), 150);
  const { data = [] } = api.user.suggest.useQuery({ q, limit: 8 }, { enabled: q !== "" });
  return (
    <PickField
      id="post-byline"
      label="Byline"
      placeholder="Add somebody"
      hint={value.length > 1 ? `The post belongs to ${value[0]?.name ?? "the first"}.` : undefined}
      picked={value.map(({ id, name }) => ({ id, label: name }))}
      choices={
        typed.trim() === ""
          ? []
          : data.map(({ id, name, handle }) => ({ id, label: name, note: handle }))
      }
      typed={typed}
      onTyped={setTyped}
      onPick={({ id, label }) => onChange([...value, { id, name: label }])}
      onRemove={({ id }) => {
        // Every post has somebody.
        if (value.length > 1) onChange(value.filter((one) => one.id !== id));
      }}
    />
  );
}
