import { rmSync } from "node:fs";
import pg from "pg";
import type { Bench, Part } from "./bench.ts";
import { canWatch, watchMemory } from "./processes.ts";
import type { Publication } from "./publication.ts";
import { runQuoin } from "./quoin.ts";

const few = 1_000;
const many = 100_000;
const prefix = "bench-export-";

/** Every post out by the command line, from a small publication and a large one: memory must not follow. */
export const exporting: Part = async (bench) => {
  const part = "export";
  if (!canWatch)
    return [{ part, what: "export", unit: "MB", note: "it is read from /proc of Linux" }];
  await bench.publication();
  const small = await exportOf(bench, few);
  const large = await exportOf(bench, many);
  const sizes = `${few.toLocaleString("en")} posts by ${many.toLocaleString("en")}`;
  const memory = (what: string, at: (run: ExportRun) => number) => ({
    part,
    what: `export, memory of ${what}`,
    value: at(large),
    unit: "MB",
    floor: { what: `the same with ${few.toLocaleString("en")} posts`, value: at(small) },
    ratio: at(large) / at(small),
    target: { of: "ratio", atMost: 1.3 } as const,
    note: `largest resident memory in fresh processes, ${sizes}`,
  });
  return [
    memory("web", (run) => run.web),
    memory("quoin", (run) => run.client),
    {
      part,
      what: "export, whole",
      value: many / large.seconds,
      unit: "posts/s",
      note: `${many.toLocaleString("en")} posts of 2 KB into as many files, in ${Math.round(large.seconds)} s`,
    },
  ];
};

/** Memory in megabytes. */
interface ExportRun {
  readonly web: number;
  readonly client: number;
  readonly seconds: number;
}

/** Exports a publication that holds so many posts, in processes that have done nothing yet. */
async function exportOf(bench: Bench, posts: number): Promise<ExportRun> {
  const publication = await bench.restarted();
  bench.say(`exporting ${posts.toLocaleString("en")} posts`);
  const { query, close } = await connect(publication);
  const folder = bench.folder(`export-${posts}`);
  try {
    // The posts that are there already count, as far as they go.
    await query(
      `insert into posts (id, author_id, title, slug, body)
       select uuidv7(), (select id from users limit 1), 'Post ' || n, $1 || n, repeat('What a post says of ' || n || '. ', 80)
       from generate_series(1, $2 - (select count(*) from posts)) as n`,
      [prefix, posts],
    );
    return await run(publication, folder, posts);
  } finally {
    await query("delete from posts where slug like $1 || '%'", [prefix]);
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(publication: Publication, folder: string, posts: number): Promise<ExportRun> {
  const web = watchMemory(publication.pidOf("web"));
  const { answer, seconds, samples } = await runQuoin(publication, ["export", folder]).finally(() =>
    web.peak(),
  );
  const { created } = answer as { created: number };
  if (created < posts) throw new Error(`${created} posts came of ${posts}`);
  return { client: Math.max(...samples), web: web.peak(), seconds };
}

async function connect({ databaseUrl }: Publication) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    query: (statement: string, values: unknown[]) => client.query(statement, values),
    close: () => client.end(),
  };
}
