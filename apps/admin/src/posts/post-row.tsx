import { Badge } from "@quoin/ui/label";
import { formatDate } from "@quoin/ui/date-format";
import { StatusLabel } from "@quoin/ui/status";
import { Eye } from "lucide-react";
import Link from "next/link";
import { KeyCaps } from "../keyboard/key-caps.tsx";
import { SelectBox } from "../list/select-box.tsx";
import type { Rows } from "../list/use-rows.ts";
import { type Calendar, whenWords } from "./when.ts";
import type { ManagedPost } from "./query.ts";

/** A post's line in the list; on a phone it is two. */
export function PostRow({
  post,
  rows,
  calendar,
}: {
  post: ManagedPost;
  rows: Rows;
  calendar: Calendar;
}) {
  const { id, title, status, authors, categories, wordCount, commentCount } = post;
  const standing = rows.cursor === id;
  return (
    <tr {...rows.rowProps(id)} aria-selected={rows.isChosen(id)}>
      <td className="ck">
        <SelectBox
          label={`Select ${title}`}
          checked={rows.isChosen(id)}
          onChange={() => rows.toggle(id)}
        />
      </td>
      <td>
        <StatusLabel status={status} />
      </td>
      <td className="t-title">
        <Link href={`/posts/${id}`} prefetch={false}>
          {title}
        </Link>
        {status === "scheduled" && post.scheduledAt && (
          <Badge tone="slate">{formatDate(post.scheduledAt, "moment", calendar)}</Badge>
        )}
        <Link
          className="iconbtn row-preview"
          href={`/posts/${id}/preview`}
          prefetch={false}
          scroll={false}
          aria-label={`Preview ${title}`}
          title="Preview"
        >
          <Eye className="ic" aria-hidden />
        </Link>
        {standing && (
          <span className="rowacts" aria-hidden="true">
            <KeyCaps of="p" />
            preview
            <KeyCaps of="e" />
            edit
            {status === "published" && (
              <>
                <KeyCaps of="v" />
                view
              </>
            )}
          </span>
        )}
      </td>
      <td className="dim">{authors.map(({ name }) => name).join(", ")}</td>
      <td className="dim">
        {categories.length > 0 ? categories.map(({ name }) => name).join(", ") : "–"}
      </td>
      <td className="num dim">{wordCount.toLocaleString(calendar.locale)}</td>
      <td className="num">
        {commentCount > 0 ? (
          commentCount.toLocaleString(calendar.locale)
        ) : (
          <span className="dim">–</span>
        )}
      </td>
      <td className="num dim">
        <time dateTime={post.updatedAt.toISOString()}>{whenWords(post.updatedAt, calendar)}</time>
      </td>
    </tr>
  );
}
