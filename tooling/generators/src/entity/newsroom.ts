import type { Field } from "../fields.ts";
import { linesOf } from "../source.ts";
import { sentenceCase, withArticle } from "../words.ts";
import { type Entity, LINE } from "./entity.ts";

export function pageFile({ noun: { one, many } }: Entity): string {
  const title = sentenceCase(many.spoken);
  return `import type { Metadata } from "next";
import { publication, serverApi } from "../../../../api.ts";
import { firstOf } from "../../../../list/address.ts";
import { ${one.pascal}Desk } from "../../../../${many.kebab}/${one.kebab}-desk.tsx";
import { requireRole } from "../../../../require-role.ts";

export const metadata: Metadata = { title: "${title}" };

const limit = 30;

export default async function ${many.pascal}Page({ searchParams }: PageProps<"/${many.kebab}">) {
  await requireRole("editor");
  const cursor = firstOf((await searchParams)["cursor"]);
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }] = await Promise.all([
    publication(),
    api.${one.camel}.list.prefetch({ limit, ...(cursor && { cursor }) }),
  ]);
  return (
    <HydrateClient>
      <${one.pascal}Desk
        cursor={cursor}
        limit={limit}
        calendar={{ timeZone, locale, now: new Date() }}
      />
    </HydrateClient>
  );
}
`;
}

/** The columns of the list after the name: what is short enough to be compared. */
const columnsOf = ({ fields, label }: Entity) =>
  fields
    .filter((field) => field !== label && field.type !== "markdown" && field.type !== "reference")
    .slice(0, 3);

function cell(one: string, { type, name, required }: Field): string {
  const value = `${one}.${name.camel}`;
  const label = ` data-label="${name.spoken}"`;
  const or = (shown: string) => (required ? `{${shown}}` : `{${value} === null ? "–" : ${shown}}`);
  switch (type) {
    case "integer":
      return `<td className="num"${label}>${or(`${value}.toLocaleString(calendar.locale)`)}</td>`;
    case "boolean":
      return `<td${label}>{${value} ? "Yes" : "No"}</td>`;
    case "date":
      return `<td className="dim">${or(`dayOf(${value})`)}</td>`;
    default:
      return `<td className="dim">{${value}${required ? "" : ' ?? "–"'}}</td>`;
  }
}

export function deskFile(entity: Entity): string {
  const { noun, label } = entity;
  const { one, many } = noun;
  const columns = columnsOf(entity);
  const dated = columns.some(({ type }) => type === "date");
  const called = `${one.camel}.${label.name.camel}`;
  const key = label.name.camel;
  return `"use client";

import { ${[`${one.camel}Edits`, `new${many.pascal}`].toSorted().join(", ")} } from "@quoin/api/${one.kebab}/input";
import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { Button, IconButton, SkeletonRows } from "@quoin/ui";
import { formatDate } from "@quoin/ui/date-format";
import { toast } from "@quoin/ui/toast";
import { Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { CallFailure } from "../call-failure.tsx";
import { doneOnce } from "../forms/done-once.ts";
import { useRecordForm } from "../forms/use-record-form.ts";
import { Hints } from "../frame/hints.tsx";
import { PageBar } from "../frame/page-bar.tsx";
import { useKeys } from "../keyboard/use-keys.ts";
import { DatePager } from "../list/date-pager.tsx";
import { Nothing } from "../list/nothing.tsx";
import { useConfirm } from "../list/use-confirm.tsx";
import { useRows } from "../list/use-rows.ts";
import type { Calendar } from "../posts/when.ts";
import { ${one.pascal}Form } from "./${one.kebab}-form.tsx";

type ${one.pascal} = Outputs["${one.camel}"]["list"]["items"][number];

/** ${sentenceCase(many.spoken)}: make, edit, delete. */
export function ${one.pascal}Desk({
  cursor,
  limit,
  calendar,
}: {
  cursor: string | undefined;
  limit: number;
  calendar: Calendar;
}) {
  const utils = api.useUtils();
  const list = api.${one.camel}.list.useQuery({ limit, ...(cursor && { cursor }) });
  const update = api.${one.camel}.update.useMutation();
  const remove = api.${one.camel}.delete.useMutation();
  const { ask, dialog } = useConfirm();
  const [editing, setEditing] = useState<${one.pascal} | "new" | null>(null);

  const items = list.data?.items ?? [];
  const rows = useRows(
    items.map(({ id }) => id),
    { onOpen: (id) => setEditing(items.find((${one.camel}) => ${one.camel}.id === id) ?? null), select: false },
  );
  const standing = items.find(({ id }) => id === rows.cursor);
  const renew = () => utils.${one.camel}.invalidate();
${dated ? `  // A day of the calendar is the same day in every time zone.\n  const dayOf = (day: string) => formatDate(day, "date", { locale: calendar.locale });\n` : ""}
  const making = useRecordForm(new${many.pascal}, async (value, key) => {
    const [made] = await utils.client.${one.camel}.create.mutate(value, doneOnce(key));
    await renew();
    toast({ message: \`Made \${made?.${key} ?? "the ${one.spoken}"}\` });
  });
  const saving = useRecordForm(${one.camel}Edits, async (value) => {
    const [saved] = await update.mutateAsync(value);
    await renew();
    toast({ message: \`Saved \${saved?.${key} ?? "the ${one.spoken}"}\` });
  });

  function askToDelete(${one.camel}: ${one.pascal}) {
    ask({
      title: \`Delete \${${called}}?\`,
      description: "This cannot be undone.",
      confirmLabel: "Delete ${one.spoken}",
      busyLabel: "Deleting",
      tone: "danger",
      run: async () => {
        await remove.mutateAsync({ ids: [${one.camel}.id] });
        await renew();
        toast({ message: \`Deleted \${${called}}\` });
      },
    });
  }

  useKeys({
    c: { say: "New ${one.spoken}", run: () => setEditing("new") },
    e: { say: "Edit the row", run: () => standing && setEditing(standing) },
    "#": { say: "Delete the row", run: () => standing && askToDelete(standing) },
  });

  return (
    <>
      <PageBar title="${sentenceCase(many.spoken)}">
        <Button onClick={() => setEditing("new")}>
          <Plus className="ic" aria-hidden />
          New ${one.spoken} <kbd aria-hidden="true">C</kbd>
        </Button>
      </PageBar>
      <main id="main" className="flush" tabIndex={-1}>
        {list.isPending ? (
          <SkeletonRows rows={6} label="Loading ${many.spoken}" />
        ) : list.isError ? (
          <CallFailure error={list.error} onRetry={() => void list.refetch()} />
        ) : items.length === 0 ? (
          <Nothing
            heading="${sentenceCase(many.spoken)}"
            seed="${many.kebab}"
            title="No ${many.spoken} yet"
            actions={<Button onClick={() => setEditing("new")}>New ${one.spoken}</Button>}
          >
            What is made here stands in this list, the newest first.
          </Nothing>
        ) : (
          <>
            <table className="tbl records">
              <caption className="vh">${sentenceCase(many.spoken)}, newest first</caption>
              <thead>
                <tr>
                  <th scope="col">${sentenceCase(label.name.spoken)}</th>
${columns.map(({ type, name }) => `                  <th scope="col"${type === "integer" ? ' className="num"' : ""}>${sentenceCase(name.spoken)}</th>`).join("\n")}
                  <th scope="col" className="num">
                    Made
                  </th>
                  <th scope="col">
                    <span className="vh">What to do</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((${one.camel}) => (
                  <tr key={${one.camel}.id} {...rows.rowProps(${one.camel}.id)}>
                    <td className="r-name r-wide">{${called}}</td>
${columns.map((field) => `                    ${cell(one.camel, field)}`).join("\n")}
                    <td className="num dim">{formatDate(${one.camel}.createdAt, "day", calendar)}</td>
                    <td className="r-acts">
                      <IconButton aria-label={\`Edit \${${called}}\`} onClick={() => setEditing(${one.camel})}>
                        <Pencil className="ic" aria-hidden />
                      </IconButton>
                      <IconButton aria-label={\`Delete \${${called}}\`} onClick={() => askToDelete(${one.camel})}>
                        <Trash2 className="ic" aria-hidden />
                      </IconButton>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <DatePager
              path="/${many.kebab}"
              dates={items.map(({ createdAt }) => createdAt)}
              noun={["${one.spoken}", "${many.spoken}"]}
              newer={list.data.previousCursor}
              older={list.data.nextCursor}
              timeZone={calendar.timeZone}
              locale={calendar.locale}
            />
          </>
        )}
      </main>
      <${one.pascal}Form
        form={editing === "new" ? making : saving}
        ${one.camel}={editing}
        onClose={() => setEditing(null)}
      />
      {dialog}
      <Hints
        of={[
          [["j", "k"], "move"],
          [["c"], "new ${one.spoken}"],
          [["e"], "edit"],
          [["#"], "delete"],
        ]}
      />
    </>
  );
}
`;
}

function typed({ type, name, required }: Field): string {
  const text = `text("${name.camel}")`;
  switch (type) {
    case "boolean":
      return `${text} === "on"`;
    case "integer":
      return `figure(${text})`;
    case "text":
    case "markdown":
      return required ? text : `${text}.trim() === "" ? null : ${text}`;
    default:
      return required ? `${text}.trim()` : `${text}.trim() || null`;
  }
}

function control({ type, name, required, target }: Field): string {
  const shared = [
    `label="${sentenceCase(name.spoken.replace(/ id$/, ""))}"`,
    `name="${name.camel}"`,
    required && type !== "boolean" && "required",
  ];
  const error = `error={errors["${name.camel}"]}`;
  const value = `known?.${name.camel}${required ? "" : " ?? undefined"}`;
  const given = (...props: readonly string[]) =>
    [...shared, ...props, `defaultValue={${value}}`, error].filter(Boolean).join(" ");
  switch (type) {
    case "markdown":
      return `<TextArea ${given("rows={6}")} hint="Markdown." />`;
    case "integer":
      return `<TextInput ${given('type="number"', "step={1}")} />`;
    case "boolean":
      return `<Checkbox ${[...shared, `defaultChecked={known?.${name.camel} ?? false}`, error].filter(Boolean).join(" ")} />`;
    case "date":
      return `<TextInput ${given('type="date"')} />`;
    case "reference":
      return `<TextInput ${given("mono")} hint="The id of ${withArticle(target?.one.spoken ?? "record")}." />`;
    case "text":
      return `<TextInput ${given(`maxLength={${LINE}}`)} />`;
  }
}

export function formFile(entity: Entity): string {
  const { noun, fields, label } = entity;
  const { one } = noun;
  const types = new Set(fields.map(({ type }) => type));
  const controls = [
    types.has("boolean") && "Checkbox",
    types.has("markdown") && "TextArea",
    "TextInput",
  ].filter(Boolean);
  return linesOf(
    `"use client";`,
    "",
    `import type { Outputs } from "@quoin/client";`,
    `import { ${controls.join(", ")} } from "@quoin/ui/field";`,
    `import { FormDialog } from "../forms/form-dialog.tsx";`,
    `import type { RecordForm } from "../forms/use-record-form.ts";`,
    "",
    `type ${one.pascal} = Outputs["${one.camel}"]["list"]["items"][number];`,
    "",
    types.has("integer") &&
      `/** An empty field is no number, and not nought. */
const figure = (typed: string) => (typed.trim() === "" ? null : Number(typed));
`,
    `/** Makes ${withArticle(one.spoken)}, or edits one. */`,
    `export function ${one.pascal}Form({ form, ${one.camel}, onClose }: {`,
    "form: RecordForm;",
    "/** The one that is edited; null closes the form. */",
    `${one.camel}: ${one.pascal} | "new" | null;`,
    "onClose: () => void;",
    "}) {",
    `const known = ${one.camel} === "new" ? null : ${one.camel};`,
    "const { errors } = form;",
    "return (",
    "<FormDialog form={form}",
    `open={${one.camel} !== null}`,
    "onClose={onClose}",
    `title={known ? \`Edit \${known.${label.name.camel}}\` : "New ${one.spoken}"}`,
    `submitLabel={known ? "Save" : "Make ${one.spoken}"}`,
    `busyLabel={known ? "Saving" : "Making"}`,
    "draftOf={(text) => [{",
    "...(known && { id: known.id }),",
    ...fields.map((field) => `${field.name.camel}: ${typed(field)},`),
    "}]}>",
    ...fields.map(control),
    "</FormDialog>",
    ");",
    "}",
    "",
  );
}
