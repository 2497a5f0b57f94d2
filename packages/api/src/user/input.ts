import type { NewUser, Role } from "@quoin/db"; // type-only: this file ships to the browser
import { z } from "zod";
import {
  email,
  id,
  ids,
  instant,
  line,
  optionalLine,
  pageInput,
  prose,
  searchText,
  slug,
} from "../fields.ts";

export const role = z.enum(["reader", "author", "editor", "admin"]) satisfies z.ZodType<Role>;

/** The name in addresses: `/authors/{handle}`. */
export const handle = slug.max(64, "At most 64 characters");

export const userByHandle = z.object({ handle });

/** A name as signing up takes it: shown beside comments and in mails, it is no place for an advertisement. */
const personName = line(120).refine((name) => !/[<>]|:\/\//.test(name), "A name holds no links");

const profile = z.object({
  name: personName,
  bio: optionalLine(500),
  handle,
}) satisfies z.ZodType<Pick<NewUser, "name" | "bio" | "handle">>;

/** A person's own public face; what is absent stays as it is. */
export const profileEdit = profile.partial();
export type ProfileEdit = z.output<typeof profileEdit>;

/** People for the admin, newest first; `q` looks in name, handle and address. */
export const listUsers = pageInput.extend({
  role: role.optional(),
  /** Accounts that may sign in, those suspended, or bylines that nobody has claimed. */
  kind: z.enum(["account", "suspended", "profile"]).optional(),
  q: searchText.optional(),
});
export type ListUsers = z.output<typeof listUsers>;

/** People who can stand in a byline, for whoever picks one. */
export const suggestUsers = z.object({
  q: searchText,
  limit: z.int().min(1).max(50).default(10),
});
export type SuggestUsers = z.output<typeof suggestUsers>;

const newUser = z.object({
  name: personName,
  email,
  role: role.default("reader"),
  /** Absent, the person is mailed a link to choose one. */
  password: prose(200).optional(),
});
export const newUsers = z.array(newUser).min(1).max(20);
export type NewUserInput = z.output<typeof newUser>;

export const userById = z.object({ id });
export const userIds = z.object({ ids });
export const setRole = z.object({ ids, role });
export type SetRole = z.output<typeof setRole>;

export const banUsers = z.object({
  ids,
  /** For the admins' eyes. */
  reason: line(500),
  /** When it ends by itself; absent, it lasts. */
  until: instant.optional(),
});
export type BanUsers = z.output<typeof banUsers>;

/** Gives the posts and the byline of a profile to an account. */
export const claimProfile = z.object({ profileId: id, userId: id });
export type ClaimProfile = z.output<typeof claimProfile>;
