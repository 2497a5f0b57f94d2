import { createHmac, timingSafeEqual } from "node:crypto";
import { Accounts, type Db, Sessions, Users } from "@quoin/db";
import type { AuthCall, Connections } from "./contract.ts";
import { attempt, type Desk, done, linkTo, mail, note, ownSession, whoAsks } from "./desk.ts";
import { connectionFields, readFields } from "./input.ts";
import { AuthError, type AuthResult } from "./result.ts";

const onlyOwner = "Only the owner of an account changes how it is signed in to.";

/** How long ago somebody may have signed in to change by what they do; better-auth's rule for unlinking. */
const freshMs = 24 * 60 * 60_000;

/**
 * Proves that a link to the provider stood on a page of this very session. Without it another site could
 * send somebody there who is signed in at the provider as somebody else, and that one would get in here.
 */
const linkProof = (desk: Desk, sessionId: string): string =>
  createHmac("sha256", desk.options.secret)
    .update(`quoin:connect:${sessionId}`)
    .digest("base64url");

/** The identities elsewhere by which somebody signs in; null for anybody but the owner of a session. */
export async function readConnections(desk: Desk, headers: Headers): Promise<Connections | null> {
  const { user, session, credential } = await whoAsks(desk, headers);
  if (user === null || session === null || credential !== "cookie") return null;
  if (session.impersonatedBy !== null) return null;
  const ways = await waysOf(desk, desk.options.db, user.id);
  const { provider } = desk;
  const elsewhere = ways.filter(({ isPassword }) => !isPassword);
  const isNew =
    provider !== null && !elsewhere.some(({ providerId }) => providerId === provider.id);
  return {
    linked: elsewhere.map(({ id, createdAt, isOpen }) => ({
      id,
      name: (isOpen && provider?.name) || null,
      since: createdAt,
      isOnlyWay: !ways.some((other) => other.id !== id && other.isOpen),
    })),
    offer: isNew ? { name: provider.name, proof: linkProof(desk, session.id) } : null,
    isFresh: await isFresh(desk, session.id),
  };
}

/** Every way in that somebody has, and whether it still opens: the provider may be another one by now. */
async function waysOf(desk: Desk, db: Db, userId: string) {
  const columns = ["id", "providerId", "accountId", "createdAt"] as const;
  const rows = await Accounts.select(db, { userId }, { columns });
  return rows.map((row) => {
    const isPassword = row.providerId === "credential";
    return { ...row, isPassword, isOpen: isPassword || row.providerId === desk.provider?.id };
  });
}

/**
 * Takes an identity elsewhere off an account, unless nothing would be left to sign in by. Every other
 * session ends: who came in by that identity is out.
 */
export function disconnect(desk: Desk, given: unknown, call: AuthCall): Promise<AuthResult> {
  return attempt(desk, call, async () => {
    const { user, session } = await ownSession(desk, call, onlyOwner);
    const read = readFields(connectionFields, given);
    if (!("fields" in read)) return read;
    const { id } = read.fields;
    await desk.engine.together(async (tx) => {
      // Two at once must not take the last two ways.
      await Users.locked(tx, [user.id]);
      const ways = await waysOf(desk, tx, user.id);
      if (!ways.some((way) => way.id === id && !way.isPassword)) return;
      if (!ways.some((way) => way.id !== id && way.isOpen)) throw onlyWay();
      await desk.engine.unlink(id, call.headers);
      const open = await Sessions.select(tx, { userId: user.id }, { columns: ["id"] });
      const others = open.map((one) => one.id).filter((one) => one !== session.id);
      await Sessions.delete(tx, { id: others });
      await tell(desk, tx, call, "identity-unlinked", user);
    });
    return done();
  });
}

const onlyWay = () =>
  new AuthError("CONFLICT", "This is your only way to sign in. Set a password first.");

/** Whose account a link to the provider, followed just now, is to be connected with. */
export async function whoConnects(desk: Desk, call: AuthCall, proof: string): Promise<string> {
  const { user, session } = await ownSession(desk, call, onlyOwner);
  const again = new AuthError("UNAUTHENTICATED", "Sign in once more to do this.");
  const [expected, given] = [linkProof(desk, session.id), proof].map((text) => Buffer.from(text));
  if (!expected || !given || expected.length !== given.length || !timingSafeEqual(expected, given))
    throw again;
  if (!(await isFresh(desk, session.id))) throw again;
  return user.id;
}

async function isFresh({ options: { db }, authenticator }: Desk, id: string): Promise<boolean> {
  const [row] = await Sessions.select(db, { id }, { columns: ["createdAt"] });
  return authenticator.clock().getTime() - (row?.createdAt.getTime() ?? 0) < freshMs;
}

/** Connects an identity that the provider has just proven with the account that asked for it, still signed in. */
export async function connect(
  desk: Desk,
  call: AuthCall,
  userId: string,
  identity: { readonly providerId: string; readonly accountId: string },
): Promise<void> {
  const { user } = await ownSession(desk, call, onlyOwner);
  if (user.id !== userId) throw new AuthError("UNAUTHENTICATED", "Sign in once more to do this.");
  await desk.engine.together(async (tx) => {
    await Users.locked(tx, [userId]);
    const [known] = await Accounts.select(tx, identity, { columns: ["userId"] });
    if (known?.userId === userId) return;
    if (known) throw new AuthError("CONFLICT", "It belongs to another account here.");
    await Accounts.insert(tx, [{ ...identity, userId }]);
    await tell(desk, tx, call, "identity-linked", user);
  });
}

/** Notes a change, and mails it: whoever holds a session alone must not do this unseen. */
async function tell(
  desk: Desk,
  tx: Db,
  call: AuthCall,
  kind: "identity-linked" | "identity-unlinked",
  { id, name, email }: { readonly id: string; readonly name: string; readonly email: string },
): Promise<void> {
  const action = kind === "identity-linked" ? "user.identity_linked" : "user.identity_unlinked";
  await note(desk, tx, action, { id, name });
  const url = linkTo(desk, call, "forgotPassword");
  await mail(desk, tx, { kind, to: email, url, user: { id, name } });
}
