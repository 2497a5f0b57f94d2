// node main.ts                 prints every headline
// node main.ts "A new title"   writes a draft, for which QUOIN_API_KEY must be set
import { randomUUID } from "node:crypto";
import { createClient, type Inputs, items, QuoinError } from "@quoin/client/node";

const { QUOIN_URL: url = "http://localhost:3000", QUOIN_API_KEY: apiKey } = process.env;
const quoin = createClient({ url, userAgent: "headlines/1.0", ...(apiKey && { apiKey }) });

async function printHeadlines(): Promise<void> {
  for await (const post of items(quoin.post.list, { limit: 100, sort: "newest" })) {
    const day = post.publishedAt.toISOString().slice(0, 10);
    process.stdout.write(`${day}  ${post.title}\n`);
  }
}

async function writeDraft(title: string): Promise<void> {
  const draft: Inputs["post"]["create"][number] = { title, body: "To be written." };
  // The key makes the call safe to repeat, so the client repeats it when the network fails.
  const once = { idempotencyKey: randomUUID(), timeoutMs: 10_000 };
  const [post] = await quoin.post.create.mutate([draft], once);
  if (post) process.stdout.write(`draft  ${post.slug}\n`);
}

try {
  const title = process.argv[2];
  await (title === undefined ? printHeadlines() : writeDraft(title));
} catch (error) {
  if (!(error instanceof QuoinError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  for (const { field, issue } of error.details) process.stderr.write(`  ${field}: ${issue}\n`);
  process.exitCode = 1;
}
