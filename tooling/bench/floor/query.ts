// The least that can answer with a page of posts: no framework, no validation, no types, no cache.
import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });
// The database is taken away when all is measured, and this program ends after it.
pool.on("error", () => {});

const text = `
  select
    p.id, p.title, p.slug, p.excerpt, p.published_at as "publishedAt", p.updated_at as "updatedAt",
    p.reading_minutes as "readingMinutes",
    (select count(*)::int from comments c where c.post_id = p.id and c.status = 'approved') as "commentCount",
    (
      select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'handle', u.handle) order by a.position), '[]')
      from post_authors a join users u on u.id = a.user_id where a.post_id = p.id
    ) as authors,
    (
      select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'slug', g.slug)), '[]')
      from post_categories l join categories g on g.id = l.category_id where l.post_id = p.id
    ) as categories
  from posts p
  where p.status = 'published' and (p.published_at, p.id) < ($1::timestamptz, $2::uuid)
  order by p.published_at desc, p.id desc
  limit 20`;

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? "/", "http://localhost");
  const values = [searchParams.get("at"), searchParams.get("id")];
  pool.query({ name: "list", text, values }).then(
    ({ rows }) => {
      const body = JSON.stringify({ items: rows });
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      });
      response.end(body);
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : undefined);
});
process.on("disconnect", () => process.exit());
