/**
 * The mails that Quoin writes, as plain functions. Each returns a subject, a text
 * and an HTML part that say the same. Everything passed in is treated as text.
 */

export interface Publication {
  readonly name: string;
  /** The address of its front page. */
  readonly url: string;
}

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Letter {
  readonly publication: Publication;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly quote?: string;
  readonly action?: { readonly label: string; readonly url: string };
  /** Why this mail came, and what to do when it is unexpected. */
  readonly footer: string;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** One line, cut at a length: titles and names come from people and may hold anything. */
function line(text: string, max = 120): string {
  const clean = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const characters = Array.from(clean);
  return characters.length > max ? `${characters.slice(0, max - 1).join("")}…` : clean;
}

/** The address in its normal form. Throws for anything but http and https. */
function link(url: string): string {
  const parsed = new URL(url);
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:")
    throw new TypeError("a link in a mail must be http or https");
  return parsed.href;
}

function write({ publication, subject, paragraphs, quote, action, footer }: Letter): MailContent {
  const name = line(publication.name, 80);
  const home = link(publication.url);
  const target = action && { label: action.label, url: link(action.url) };
  const text = [
    ...paragraphs,
    ...(quote ? [`> ${quote}`] : []),
    ...(target ? [`${target.label}:\n${target.url}`] : []),
    `-- \n${name}\n${home}\n\n${footer}`,
  ].join("\n\n");
  const html = [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(line(subject, 200))}</title></head>`,
    `<body style="margin:0;padding:32px 16px;background:#f6f5f2;color:#1d1c1a;font:16px/1.55 Georgia,serif">`,
    `<div style="max-width:560px;margin:0 auto">`,
    `<p style="margin:0 0 24px;font-weight:bold"><a href="${escapeHtml(home)}" style="color:#1d1c1a;text-decoration:none">${escapeHtml(name)}</a></p>`,
    ...paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`),
    quote
      ? `<blockquote style="margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #c9c5bb">${escapeHtml(quote)}</blockquote>`
      : "",
    target
      ? `<p style="margin:24px 0"><a href="${escapeHtml(target.url)}" style="display:inline-block;padding:10px 18px;background:#1d1c1a;color:#fff;text-decoration:none">${escapeHtml(target.label)}</a></p><p style="margin:0 0 16px;font-size:13px;color:#5c5952;word-break:break-all">${escapeHtml(target.url)}</p>`
      : "",
    `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #dcd9d1;font-size:13px;color:#5c5952">${escapeHtml(footer)}</p>`,
    `</div></body></html>`,
  ].join("");
  return { subject: line(subject, 200), text: `${text}\n`, html };
}

// The first three go to an address that nobody has proven to own yet. They quote
// nothing that the person who typed the address could have written.

/** To a new account's address, before it counts as theirs. */
export function verifyEmail(data: { publication: Publication; url: string }): MailContent {
  const name = line(data.publication.name, 80);
  return write({
    publication: data.publication,
    subject: `Confirm your address for ${name}`,
    paragraphs: [`Confirm that this address is yours to finish signing up at ${name}.`],
    action: { label: "Confirm my address", url: data.url },
    footer: "If you did not sign up, ignore this mail and nothing will happen.",
  });
}

/** Someone, hopefully the owner, asked for a new password. */
export function resetPassword(data: { publication: Publication; url: string }): MailContent {
  const name = line(data.publication.name, 80);
  return write({
    publication: data.publication,
    subject: `Choose a new password for ${name}`,
    paragraphs: [
      `Someone asked to set a new password for this address at ${name}.`,
      "The link works once, for one hour.",
    ],
    action: { label: "Choose a new password", url: data.url },
    footer: "If it was not you, ignore this mail: your password stays as it is.",
  });
}

/** Sign in without a password. */
export function magicLink(data: { publication: Publication; url: string }): MailContent {
  const name = line(data.publication.name, 80);
  return write({
    publication: data.publication,
    subject: `Sign in to ${name}`,
    paragraphs: ["Here is your link to sign in. It works once, for a few minutes."],
    action: { label: "Sign in", url: data.url },
    footer: "If you did not ask for it, ignore this mail and nothing will happen.",
  });
}

/** After the fact, so that a stolen account does not stay unnoticed. `url` leads to a reset. */
export function passwordChanged(data: {
  publication: Publication;
  name: string;
  at: Date;
  url: string;
}): MailContent {
  const name = line(data.publication.name, 80);
  return write({
    publication: data.publication,
    subject: `Your password for ${name} was changed`,
    paragraphs: [
      `Hello ${line(data.name, 60)},`,
      `your password was changed on ${data.at.toISOString().slice(0, 16).replace("T", " at ")} UTC. Every other device has been signed out.`,
      "If it was you, there is nothing to do. If not, set a new password now.",
    ],
    action: { label: "It was not me", url: data.url },
    footer: "You get this mail because it concerns the safety of your account.",
  });
}

/** What happened to the codes that an account asks for when somebody signs in. */
export type TwoFactorEvent = "on" | "off" | "reset" | "recovery";

const twoFactorNews: Readonly<Record<TwoFactorEvent, readonly [subject: string, news: string]>> = {
  on: ["Signing in asks for a code now", "from now on signing in asks for a code of your app."],
  off: ["Signing in asks for no code any more", "signing in asks for no code any more."],
  reset: [
    "Your sign-in codes were reset",
    "an admin has reset your sign-in codes. Signing in asks for no code until you set up an app again.",
  ],
  recovery: ["A recovery code was used", "somebody signed in with one of your recovery codes."],
};

/** After the fact, so that a change to how an account is guarded is noticed. `url` leads to a reset. */
export function twoFactorChanged(data: {
  publication: Publication;
  name: string;
  event: TwoFactorEvent;
  at: Date;
  url: string;
}): MailContent {
  const name = line(data.publication.name, 80);
  const [subject, news] = twoFactorNews[data.event];
  return write({
    publication: data.publication,
    subject: `${subject}: ${name}`,
    paragraphs: [
      `Hello ${line(data.name, 60)},`,
      news,
      `This was on ${data.at.toISOString().slice(0, 16).replace("T", " at ")} UTC. If you know of it, there is nothing to do. If not, set a new password now.`,
    ],
    action: { label: "It was not me", url: data.url },
    footer: "You get this mail because it concerns the safety of your account.",
  });
}

/** After the fact: an account elsewhere opens this one from now on, or does not any more. `url` leads to a reset. */
export function connectionChanged(data: {
  publication: Publication;
  name: string;
  event: "connected" | "disconnected";
  at: Date;
  url: string;
}): MailContent {
  const name = line(data.publication.name, 80);
  const isNew = data.event === "connected";
  return write({
    publication: data.publication,
    subject: `${isNew ? "An account elsewhere was connected" : "An account elsewhere was disconnected"}: ${name}`,
    paragraphs: [
      `Hello ${line(data.name, 60)},`,
      isNew
        ? "from now on an account of another site signs you in as well."
        : "an account of another site does not sign you in any more.",
      `This was on ${data.at.toISOString().slice(0, 16).replace("T", " at ")} UTC. If you know of it, there is nothing to do. If not, set a new password now.`,
    ],
    action: { label: "It was not me", url: data.url },
    footer: "You get this mail because it concerns the safety of your account.",
  });
}

/** To a reader whose comment is now public. `url` leads to the comment. */
export function commentApproved(data: {
  publication: Publication;
  name: string;
  postTitle: string;
  url: string;
}): MailContent {
  const title = line(data.postTitle);
  return write({
    publication: data.publication,
    subject: `Your comment on “${title}” is published`,
    paragraphs: [`Hello ${line(data.name, 60)},`, `your comment on “${title}” can now be read.`],
    action: { label: "Read it", url: data.url },
    footer: "You get this mail because you wrote the comment.",
  });
}

/** To an editor: a comment waits. `url` leads to the queue. */
export function commentWaiting(data: {
  publication: Publication;
  postTitle: string;
  authorName: string;
  excerpt: string;
  url: string;
}): MailContent {
  const title = line(data.postTitle);
  return write({
    publication: data.publication,
    subject: `A comment waits on “${title}”`,
    paragraphs: [`${line(data.authorName, 60)} commented on “${title}”:`],
    quote: line(data.excerpt, 300),
    action: { label: "Review it", url: data.url },
    footer: "You get this mail because you moderate comments.",
  });
}

/** To an account whose address has been confirmed. */
export function welcome(data: {
  publication: Publication;
  name: string;
  url: string;
}): MailContent {
  const name = line(data.publication.name, 80);
  return write({
    publication: data.publication,
    subject: `Welcome to ${name}`,
    paragraphs: [
      `Hello ${line(data.name, 60)},`,
      `your address is confirmed. You can now comment at ${name}.`,
    ],
    action: { label: "Start reading", url: data.url },
    footer: "You get this mail once, because you signed up.",
  });
}

/** To the owner of an address that somebody tried to sign up with again. */
export function accountExists(data: { publication: Publication; url: string }): MailContent {
  const name = line(data.publication.name, 80);
  return write({
    publication: data.publication,
    subject: `You already have an account at ${name}`,
    paragraphs: [
      `Someone, most likely you, tried to sign up at ${name} with this address. It has an account already.`,
      "Sign in with it; if the password is forgotten, ask for a new one there.",
    ],
    action: { label: "Sign in", url: data.url },
    footer: "If it was not you, ignore this mail: nothing has changed.",
  });
}

/** To somebody for whom an admin has made an account. `url` leads to choosing a password, for seven days. */
export function invitation(data: {
  publication: Publication;
  name: string;
  url: string;
}): MailContent {
  const name = line(data.publication.name, 80);
  return write({
    publication: data.publication,
    subject: `An account for you at ${name}`,
    paragraphs: [
      `Hello ${line(data.name, 60)},`,
      `an account was made for you at ${name}. Choose a password to use it.`,
      "The link works once, for seven days. Later, ask for another one where it leads.",
    ],
    action: { label: "Choose a password", url: data.url },
    footer:
      "If you did not expect this, ignore this mail: nobody can use the account without the link.",
  });
}

/** To the authors of a post that has just gone out without them pressing the button. */
export function postPublished(data: {
  publication: Publication;
  name: string;
  postTitle: string;
  url: string;
}): MailContent {
  const title = line(data.postTitle);
  return write({
    publication: data.publication,
    subject: `“${title}” is out`,
    paragraphs: [`Hello ${line(data.name, 60)},`, `your post “${title}” is now published.`],
    action: { label: "Read it", url: data.url },
    footer: "You get this mail because you are in the byline of the post.",
  });
}
