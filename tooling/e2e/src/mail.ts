import path from "node:path";
import { expect } from "@playwright/test";
import { type OutboxMail, readOutbox } from "@quoin/mail";
import type { Publication } from "./publication.ts";

/** Every mail to an address whose subject matches, newest first. */
export async function mailsTo(
  { dataDir }: Pick<Publication, "dataDir">,
  address: string,
  subject: RegExp,
): Promise<OutboxMail[]> {
  const outbox = readOutbox(path.join(dataDir, "outbox"));
  const found: OutboxMail[] = [];
  let cursor: string | null = null;
  do {
    const page = await outbox.list({ limit: 100, cursor });
    for (const { id, to, subject: line } of page.items) {
      if (!to.includes(address) || !subject.test(line)) continue;
      const mail = await outbox.get(id);
      if (mail) found.push(mail);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** Waits for a mail and answers the link in it whose path matches. */
export async function linkInMail(
  publication: Pick<Publication, "dataDir">,
  address: string,
  subject: RegExp,
  link: RegExp,
): Promise<string> {
  await expect
    .poll(async () => (await mailsTo(publication, address, subject)).length, {
      message: `a mail ${subject} to ${address}`,
      timeout: 90_000,
    })
    .toBeGreaterThan(0);
  const [mail] = await mailsTo(publication, address, subject);
  const links = mail?.text.match(/https?:\/\/\S+/g) ?? [];
  const found = links.find((each) => link.test(each));
  if (!found) throw new Error(`The mail has no link ${link}:\n${mail?.text}`);
  return found;
}
