"use client";

import { api } from "@quoin/client/react";
import { ButtonLink } from "@quoin/ui/button";
import { Select } from "@quoin/ui/field";
import { Chip } from "@quoin/ui/label";
import { EmptyState, SkeletonRows } from "@quoin/ui/states";
import { StatusGlyph } from "@quoin/ui/status";
import { TabLinks } from "@quoin/ui/tab-links";
import { MessageSquare, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { CallFailure } from "../call-failure.tsx";
import { useKeys } from "../keyboard/use-keys.ts";
import { BulkBar } from "../list/bulk-bar.tsx";
import { DatePager } from "../list/date-pager.tsx";
import { FilterBox } from "../list/filter-box.tsx";
import { SelectBox } from "../list/select-box.tsx";
import { useRows } from "../list/use-rows.ts";
import type { Act } from "./acts.ts";
import { PostRow } from "./post-row.tsx";
import { keptOf, manageInput, postsPath, type PostsQuery, statuses } from "./query.ts";
import { useActs } from "./use-acts.tsx";
import type { Calendar } from "./when.ts";

const tabNames = {
  published: "Published",
  scheduled: "Scheduled",
  draft: "Drafts",
  archived: "Archived",
} as const;

/** The list of posts: tabs, filters, rows, and what can be done with several at once. */
export function PostsDesk({
  query,
  calendar,
  site,
  seesAll,
}: {
  query: PostsQuery;
  calendar: Calendar;
  site: string;
  /** Editors see everyone's posts and may ask for their own alone. */
  seesAll: boolean;
}) {
  const router = useRouter();
  const posts = api.post.manage.useQuery(manageInput(query), {
    placeholderData: (before) => before,
  });
  const counts = api.post.counts.useQuery();
  const categories = api.category.list.useQuery({});
  const items = posts.data?.items ?? [];
  const rows = useRows(
    items.map(({ id }) => id),
    { onOpen: (id) => router.push(`/posts/${id}`) },
  );
  const { start, dialog } = useActs();
  const standing = items.find(({ id }) => id === rows.cursor);
  const act = (name: Act) => {
    const chosen = items.filter(({ id }) => rows.isChosen(id));
    if (chosen.length > 0) start(name, chosen, rows.clear);
  };
  const preview = (id: string) => {
    // Where the focus returns to when the preview closes.
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] .t-title a`)?.focus();
    router.push(`/posts/${id}/preview`, { scroll: false });
  };
  useKeys({
    p: { say: "Preview the row's post", run: () => standing && preview(standing.id) },
    e: { say: "Edit the row", run: () => standing && router.push(`/posts/${standing.id}`) },
    v: {
      say: "View the row's post",
      run: () =>
        standing?.status === "published" &&
        window.open(`${site}/posts/${standing.slug}`, "_blank", "noopener"),
    },
    "shift+p": { say: "Publish what is selected", run: () => act("publish") },
    "shift+a": { say: "Archive what is selected", run: () => act("archive") },
    "#": { say: "Delete what is selected", run: () => act("delete") },
  });

  const all = counts.data && Object.values(counts.data).reduce((sum, count) => sum + count, 0);
  const kept = keptOf(query);
  const filtered = Boolean(query.q ?? query.category ?? query.mine);
  const total = filtered ? undefined : query.status ? counts.data?.[query.status] : all;
  const { status: _status, cursor: _cursor, ...narrowed } = query;

  return (
    <>
      <TabLinks
        as={Link}
        label="Posts by status"
        items={[
          { href: postsPath(narrowed), label: "All", current: !query.status, ...count(all) },
          ...statuses.map((status) => ({
            href: postsPath({ ...narrowed, status }),
            label: tabNames[status],
            current: query.status === status,
            ...count(counts.data?.[status]),
          })),
        ]}
      />
      <div className="toolbar">
        <FilterBox
          label="Filter posts"
          placeholder="Filter by title, slug or text"
          path="/posts"
          q={query.q}
          keep={{ status: kept.status, category: kept.category, mine: kept.mine }}
        />
        <Select
          label="Category"
          hideLabel
          value={query.category ?? ""}
          onChange={(event) => {
            const { category: _category, cursor: _old, ...rest } = query;
            const category = event.currentTarget.value;
            router.replace(postsPath({ ...rest, ...(category && { category }) }));
          }}
        >
          <option value="">All categories</option>
          {categories.data?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        {seesAll &&
          (query.mine ? (
            <Chip
              onRemove={() => {
                const { mine: _mine, cursor: _old, ...rest } = query;
                router.replace(postsPath(rest));
              }}
            >
              Only mine
            </Chip>
          ) : (
            <ButtonLink
              as={Link}
              variant="quiet"
              href={postsPath({
                ...narrowed,
                ...(query.status && { status: query.status }),
                mine: true,
              })}
            >
              Only mine
            </ButtonLink>
          ))}
        <span className="push" />
        <span className="dim" role="status">
          {posts.isFetching ? "Fetching posts" : ""}
        </span>
      </div>
      <h2 className="vh">List of posts</h2>
      {posts.isPending ? (
        <SkeletonRows rows={12} label="Loading posts" />
      ) : posts.isError ? (
        <CallFailure error={posts.error} onRetry={() => void posts.refetch()} />
      ) : items.length === 0 ? (
        <Nothing query={query} empty={all === 0} />
      ) : (
        <>
          <div className="tbl-wrap">
            <table className="tbl posts">
              <caption className="vh">Posts, the last changed first</caption>
              <thead>
                <tr>
                  <th className="ck">
                    <SelectBox
                      label="Select all"
                      checked={rows.allChosen}
                      some={rows.chosen.length > 0}
                      onChange={rows.toggleAll}
                    />
                  </th>
                  <th>Status</th>
                  <th>Title</th>
                  <th>Author</th>
                  <th>Category</th>
                  <th className="num">Words</th>
                  <th className="num">
                    <MessageSquare className="ic" aria-hidden />
                    <span className="vh">Comments</span>
                  </th>
                  <th className="num">Updated</th>
                </tr>
              </thead>
              <tbody>
                {items.map((post) => (
                  <PostRow key={post.id} post={post} rows={rows} calendar={calendar} />
                ))}
              </tbody>
            </table>
          </div>
          <DatePager
            path="/posts"
            keep={kept}
            dates={items.map(({ updatedAt }) => updatedAt)}
            noun={["post", "posts"]}
            total={total}
            newer={posts.data.previousCursor}
            older={posts.data.nextCursor}
            timeZone={calendar.timeZone}
            locale={calendar.locale}
          />
        </>
      )}
      <BulkBar count={rows.chosen.length} onClear={rows.clear}>
        <button type="button" onClick={() => act("publish")}>
          <StatusGlyph status="published" />
          Publish
        </button>
        <button type="button" onClick={() => act("unpublish")}>
          <StatusGlyph status="draft" />
          Unpublish
        </button>
        <button type="button" onClick={() => act("archive")}>
          <StatusGlyph status="archived" />
          Archive
        </button>
        <button type="button" className="bad" onClick={() => act("delete")}>
          <Trash2 className="ic" aria-hidden />
          Delete
        </button>
      </BulkBar>
      {dialog}
    </>
  );
}

const count = (value: number | undefined) =>
  value === undefined ? {} : { count: value.toLocaleString("en-GB") };

function Nothing({ query, empty }: { query: PostsQuery; empty: boolean }) {
  const write = (
    <ButtonLink as={Link} href="/posts/new">
      New post
    </ButtonLink>
  );
  if (empty) {
    return (
      <EmptyState seed="first post" title="Nothing on the stone yet" actions={write}>
        The first post starts as a draft. Nobody sees it before you publish it.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      seed="no such post"
      title="No posts here"
      actions={
        <>
          <ButtonLink as={Link} variant="line" href="/posts">
            Show all posts
          </ButtonLink>
          {write}
        </>
      }
    >
      {query.q
        ? `Nothing has “${query.q}” in its title, address or text.`
        : "Nothing fits these filters."}
    </EmptyState>
  );
}
