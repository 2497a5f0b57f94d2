import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { familyMemory, processorTime, watchMemory } from "./processes.ts";
import { type Publication, repository } from "./publication.ts";
import { runQuoin } from "./quoin.ts";

/** A blog of over a thousand posts that were written by people, kept beside the repository. */
const realBlog = path.resolve(repository, "../shared/content/nodejs-blog");
const generatedPosts = 1_050;

/** How an import went; memory in megabytes. */
export interface ImportRun {
  readonly from: string;
  readonly created: number;
  readonly skipped: number;
  readonly seconds: number;
  readonly clientPeak: number;
  /** Memory of the client's last third by its middle third: 1 when it does not grow with the folder. */
  readonly clientGrowth: number;
  readonly webPeak: number;
  /** The same with the processes that web starts, which render long texts. */
  readonly webFamilyPeak: number;
  /** Processor time of web, in seconds. */
  readonly webProcessor: number;
}

/** Imports the real blog by the command line, or generated posts, written to `folder`, when it is not there. */
export async function importPosts(publication: Publication, folder: string): Promise<ImportRun> {
  const isReal = existsSync(realBlog);
  if (!isReal) generatePosts(folder);
  const webPid = publication.pidOf("web");
  const web = watchMemory(webPid);
  const webFamily = watchMemory(webPid, familyMemory);
  const used = processorTime(webPid);
  const { answer, seconds, samples } = await runQuoin(publication, [
    "import",
    "markdown",
    isReal ? realBlog : folder,
  ]).finally(() => {
    web.peak();
    webFamily.peak();
  });
  const { created, skipped } = answer as { created: number; skipped: unknown[] };
  const third = Math.floor(samples.length / 3);
  return {
    from: isReal ? "the Node.js blog" : "generated posts",
    created,
    skipped: skipped.length,
    seconds,
    clientPeak: Math.max(...samples),
    clientGrowth:
      Math.max(...samples.slice(2 * third)) / Math.max(...samples.slice(third, 2 * third)),
    webPeak: web.peak(),
    webFamilyPeak: webFamily.peak(),
    webProcessor: (processorTime(webPid) - used) / 1_000_000,
  };
}

function generatePosts(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const sentence = "A lock keeps what is written together until somebody turns the key. ";
  for (let number = 1; number <= generatedPosts; number++) {
    const date = new Date(Date.UTC(2020, 0, number)).toISOString();
    const head = `---\ntitle: Post ${number}\ndate: ${date}\nauthor: Author ${number % 20}\n---\n\n`;
    const section = `## Part\n\n${sentence.repeat(8)}\n\n\`\`\`js\nconst answer = ${number};\n\`\`\`\n\n`;
    writeFileSync(path.join(folder, `post-${number}.md`), head + section.repeat(1 + (number % 9)));
  }
}
