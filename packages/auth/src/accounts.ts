import { Accounts, type Db, isUniqueViolation, newId, Users } from "@quoin/db";
import { z } from "zod";
import { email, personName, readFields } from "./input.ts";
import { hashPassword, passwordLength } from "./passwords.ts";
import { AuthError } from "./result.ts";
import type { Role } from "./roles.ts";

/** A person's name as it stands in an address; may be empty when nothing of it can. */
export type HandleOf = (name: string) => string;

/** A new account made by an admin, the seed or the CLI. */
export interface NewAccountFields {
  readonly name: string;
  readonly email: string;
  /** Without one they sign in by mail, or ask for a reset. */
  readonly password?: string;
  readonly role?: Role;
  /** False for who is invited and proves the address by following the link; else it counts as confirmed. */
  readonly emailVerified?: boolean;
}

/** An account that exists now. */
export interface OpenedAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly handle: string;
}

/** Someone whose name, address and password have been checked. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly role: Role;
  /** Default true. */
  readonly emailVerified?: boolean;
}

// With this many people of one name, a number says no more than a random ending does.
const numbered = 20;

/** A free handle for each name, in their order: `anna`, `anna-2`, … */
export async function freeHandles(
  db: Db,
  names: readonly string[],
  handleOf: HandleOf,
): Promise<string[]> {
  const wanted = names.map((name) => {
    const base = handleOf(name).slice(0, 48) || "reader";
    return [base, ...Array.from({ length: numbered - 1 }, (_, at) => `${base}-${at + 2}`)];
  });
  const taken = await Users.select(db, { handle: wanted.flat() }, { columns: ["handle"] });
  const inUse = new Set(taken.map(({ handle }) => handle));
  return wanted.map((candidates) => {
    const handle =
      candidates.find((candidate) => !inUse.has(candidate)) ??
      `${candidates[0] ?? "reader"}-${newId().slice(-12)}`;
    inUse.add(handle);
    return handle;
  });
}

/**
 * Makes the accounts in one transaction. An address that stands under an imported byline claims
 * that byline, posts and handle included. An address with an account is a unique violation of
 * `users_email_key`.
 */
export async function openAccounts(
  db: Db,
  people: readonly Person[],
  handleOf: HandleOf,
): Promise<OpenedAccount[]> {
  // Somebody else may take a handle between the question and the insert.
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction((tx) => insertAccounts(tx, people, handleOf));
    } catch (error) {
      if (!isUniqueViolation(error, "users_handle_key") || attempt === 5) throw error;
    }
  }
}

async function insertAccounts(
  tx: Db,
  people: readonly Person[],
  handleOf: HandleOf,
): Promise<OpenedAccount[]> {
  const emails = people.map((person) => person.email);
  const bylines = await Users.select(
    tx,
    { email: emails, isProfile: true },
    { columns: ["id", "email"] },
  );
  const claimed = new Set(bylines.map((byline) => byline.email));
  const strangers = people.filter((person) => !claimed.has(person.email));
  const handles = await freeHandles(
    tx,
    strangers.map((person) => person.name),
    handleOf,
  );
  const inserted = await Users.insert(
    tx,
    strangers.map(({ name, email, role, emailVerified = true }, at) => ({
      name,
      email,
      role,
      handle: handles[at] ?? newId(),
      emailVerified,
    })),
  );
  const changed = await claimBylines(tx, people, bylines);
  const users = new Map([...inserted, ...changed].map((user) => [user.email, user]));
  const opened = people.flatMap((person) => {
    const user = users.get(person.email);
    return user ? [{ person, user }] : [];
  });
  await Accounts.insert(
    tx,
    opened.flatMap(({ person: { passwordHash: password }, user: { id } }) =>
      password === null ? [] : [{ userId: id, accountId: id, providerId: "credential", password }],
    ),
  );
  return opened.map(({ user: { id, name, email, handle } }) => ({ id, name, email, handle }));
}

/** Turns bylines into accounts. The role is the new account's: an import hands out no rights. */
async function claimBylines(
  tx: Db,
  people: readonly Person[],
  bylines: readonly { readonly id: string; readonly email: string }[],
) {
  const idOf = new Map(bylines.map(({ id, email }) => [email, id]));
  const changed = [];
  for (const { email, role, emailVerified = true } of people) {
    const id = idOf.get(email);
    if (id === undefined) continue;
    const patch = { isProfile: false, emailVerified, role };
    changed.push(...(await Users.update(tx, { id, isProfile: true }, patch)));
  }
  return changed;
}

const accountFields = z.object({
  name: personName,
  email,
  password: z.string().min(passwordLength.min).max(passwordLength.max).optional(),
});

async function readPerson(fields: NewAccountFields): Promise<Person> {
  const read = readFields(accountFields, fields);
  if (!("fields" in read)) throw new AuthError("INVALID_INPUT", read.message);
  const { name, email, password } = read.fields;
  const passwordHash = password === undefined ? null : await hashPassword(password);
  const { role = "reader", emailVerified = true } = fields;
  return { name, email, passwordHash, role, emailVerified };
}

/**
 * Makes accounts, all or none, in the order given. Throws an
 * AuthError CONFLICT for an address that has an account, INVALID_INPUT for fields that are not right.
 * An operator's password must be long enough and may otherwise be what they like.
 */
export async function createAccounts(
  db: Db,
  people: readonly NewAccountFields[],
  handleOf: HandleOf,
): Promise<OpenedAccount[]> {
  const ready = await Promise.all(people.map(readPerson));
  try {
    return await openAccounts(db, ready, handleOf);
  } catch (error) {
    if (!isUniqueViolation(error, "users_email_key")) throw error;
    throw new AuthError("CONFLICT", "This address has an account already.", { cause: error });
  }
}
