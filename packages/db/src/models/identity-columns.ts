import { users } from "../schema/users.ts";

/** What identity needs to know of a person, and nothing else of them. */
export const identityColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  emailVerified: users.emailVerified,
  image: users.image,
  handle: users.handle,
  role: users.role,
  isProfile: users.isProfile,
  banned: users.banned,
  banExpires: users.banExpires,
};
