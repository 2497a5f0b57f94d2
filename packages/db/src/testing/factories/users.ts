import type { Db } from "../../database.ts";
import { takeFirst } from "../../model.ts";
import { Users } from "../../models/users.ts";
import type { NewUser, Role, User } from "../../schema/users.ts";
import { type Factory, nextNumber, several } from "./factory.ts";

export interface UserFactory extends Factory<User> {
  role(role: Role): UserFactory;
  author(): UserFactory;
  editor(): UserFactory;
  admin(): UserFactory;
  /** Suspended, for good or until an instant. */
  banned(until?: Date): UserFactory;
  /** A byline without a way to sign in. */
  profile(): UserFactory;
  unverified(): UserFactory;
  named(name: string): UserFactory;
  with(values: Partial<NewUser>): UserFactory;
}

/** Readers, unless a trait says otherwise: `userFactory(db).editor().create()`. */
export function userFactory(db: Db, values: Partial<NewUser> = {}): UserFactory {
  const with_ = (more: Partial<NewUser>) => userFactory(db, { ...values, ...more });
  const create = async () => {
    const number = nextNumber();
    const row = {
      name: `Reader ${number}`,
      handle: `reader-${number}`,
      email: `reader-${number}@example.com`,
      emailVerified: true,
      ...values,
    };
    return takeFirst(await Users.insert(db, [row]));
  };
  return {
    create,
    createMany: (howMany) => several(howMany, create),
    role: (role) => with_({ role }),
    author: () => with_({ role: "author" }),
    editor: () => with_({ role: "editor" }),
    admin: () => with_({ role: "admin" }),
    banned: (until) =>
      with_({ banned: true, banReason: "Spam", ...(until && { banExpires: until }) }),
    profile: () => with_({ isProfile: true, emailVerified: false }),
    unverified: () => with_({ emailVerified: false }),
    named: (name) => with_({ name }),
    with: with_,
  };
}
