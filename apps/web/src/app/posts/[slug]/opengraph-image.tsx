import { ImageResponse } from "next/og";
import { notFound } from "next/navigation";
import { api, orNull, publication } from "../../../api.ts";

export const alt = "The title of the post, set on paper";
export const size = { width: 1200, height: 630 };
export const contentType = "image/png";

/** What a link to a post looks like elsewhere: its title, who wrote it, and where. */
export default async function PostImage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const [post, { title }] = await Promise.all([
    orNull((await api()).post.bySlug({ slug })),
    publication(),
  ]);
  if (!post) notFound();
  return new ImageResponse(
    // The drawing is an image: no style of it reaches a page.
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        padding: 72,
        background: "#fcfdfc",
        color: "#16201f",
      }}
    >
      <div style={{ display: "flex", flexDirection: "column" }}>
        <div style={{ height: 10, background: "#16201f" }} />
        <div style={{ height: 3, marginTop: 6, background: "#16201f" }} />
        <div style={{ marginTop: 28, fontSize: 32, color: "#1f5f53" }}>{title}</div>
      </div>
      <div style={{ fontSize: post.title.length > 60 ? 60 : 84, lineHeight: 1.1 }}>
        {post.title}
      </div>
      <div style={{ fontSize: 32, color: "#4d5a58" }}>
        {post.authors.map(({ name }) => name).join(", ")}
      </div>
    </div>,
    size,
  );
}
