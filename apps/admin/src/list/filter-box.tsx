"use client";

import { Kbd } from "@quoin/ui/label";
import { ListFilter } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useId, useRef } from "react";
import { useKeys } from "../keyboard/use-keys.ts";
import { withQuery } from "./address.ts";

const nothing = {};

/**
 * Filters a list by text: the address gets `?q=`. `keep` are the other parameters that stay. A form,
 * so it works before script does. `/` goes into it.
 */
export function FilterBox({
  label,
  placeholder,
  path,
  q,
  keep = nothing,
}: {
  label: string;
  placeholder: string;
  path: string;
  q: string | undefined;
  keep?: Readonly<Record<string, string | undefined>>;
}) {
  const id = useId();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useKeys({ "/": { say: "Filter", run: () => input.current?.focus() } });

  // A link that lifts the filter empties the field; what is being typed stays.
  useEffect(() => {
    const field = input.current;
    if (field && field !== document.activeElement) field.value = q ?? "";
  }, [q]);

  function go() {
    clearTimeout(timer.current);
    const typed = input.current?.value.trim() ?? "";
    if (typed !== (q ?? ""))
      router.replace(withQuery(path, { ...keep, q: typed }), { scroll: false });
  }

  return (
    <form
      className="searchbox"
      role="search"
      action={path}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <label className="vh" htmlFor={id}>
        {label}
      </label>
      <ListFilter className="ic" aria-hidden />
      {Object.entries(keep).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <input
        ref={input}
        id={id}
        type="search"
        name="q"
        maxLength={200}
        placeholder={placeholder}
        defaultValue={q}
        onChange={() => {
          clearTimeout(timer.current);
          timer.current = setTimeout(go, 300);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Kbd>/</Kbd>
    </form>
  );
}
