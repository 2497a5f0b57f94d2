import { createAccounts, isBanned } from "@quoin/auth";
import { handleOf } from "@quoin/content";
import { type Db, type User, Users } from "@quoin/db";
import { recordAudit } from "../audit/record.ts";
import type { UserCtx } from "../context.ts";
import { AppError, requireAll } from "../errors.ts";
import type { NewUserInput } from "./input.ts";
import type { CreatedUsers, InvitedUsers } from "./output.ts";

/**
 * Makes accounts, all or none. Whoever gets a password here has a confirmed address; whoever gets none is
 * mailed an invitation to choose one, which confirms it.
 */
export function createUsers(ctx: UserCtx, people: NewUserInput[]): Promise<CreatedUsers> {
  return ctx.db.transaction(async (tx) => {
    await requireFreeAddresses(tx, people);
    const made = await createAccounts(
      tx,
      people.map(({ name, email, role, password }) => ({
        name,
        email,
        role,
        ...(password === undefined ? { emailVerified: false } : { password }),
      })),
      handleOf,
    );
    const created = made.map(({ id, name, email, handle }, at) => ({
      id,
      name,
      email,
      handle,
      role: people[at]?.role ?? "reader",
      invited: people[at]?.password === undefined,
    }));
    await ctx.auth.invite(
      created.filter(({ invited }) => invited),
      tx,
    );
    await recordAudit(
      ctx,
      tx,
      created.map(({ id, name, role }) => ({
        action: "user.created",
        entityId: id,
        label: name,
        details: { role },
      })),
    );
    await ctx.changes.announce(tx, ["users"]);
    return created;
  });
}

async function requireFreeAddresses(tx: Db, people: readonly NewUserInput[]): Promise<void> {
  const emails = people.map(({ email }) => email);
  const twice = emails.filter((email, at) => emails.indexOf(email) !== at);
  if (twice.length > 0)
    throw new AppError("validation", "Name each address only once", {
      details: twice.map((email) => ({ field: "email", issue: `${email} is named twice` })),
    });
  const holders = await Users.select(
    tx,
    { email: emails, isProfile: false },
    { columns: ["email"] },
  );
  if (holders.length > 0)
    throw new AppError("conflict", "This address has an account already", {
      details: holders.map(({ email }) => ({ field: "email", issue: `${email} has an account` })),
    });
}

/** Mails people who have not accepted their invitation yet another one. All of them, or none. */
export function inviteUsers(ctx: UserCtx, ids: string[]): Promise<InvitedUsers> {
  return ctx.db.transaction(async (tx) => {
    const people = requireAll("user", ids, await Users.locked(tx, ids));
    requireAccounts(people);
    const now = ctx.now();
    const details = people.flatMap((person) => {
      const issue = isBanned(person, now)
        ? "is suspended"
        : person.emailVerified
          ? "has an account in use"
          : null;
      return issue ? [{ field: "ids", issue: `${person.id} (${person.name}) ${issue}` }] : [];
    });
    if (details.length > 0)
      throw new AppError(
        "conflict",
        "Only who has not accepted an invitation can be invited again",
        {
          details,
        },
      );
    await ctx.auth.invite(people, tx);
    await recordAudit(
      ctx,
      tx,
      people.map(({ id, name }) => ({ action: "user.invited", entityId: id, label: name })),
    );
    return people.map(({ id, name }) => ({ id, name }));
  });
}

/** Refuses profiles: nobody signs in as one. */
export function requireAccounts(people: readonly User[]): void {
  const profiles = people.filter(({ isProfile }) => isProfile);
  if (profiles.length > 0)
    throw new AppError("conflict", "A profile without an account cannot sign in as it is", {
      details: profiles.map(({ id, name }) => ({ field: "ids", issue: `${id} (${name})` })),
    });
}
