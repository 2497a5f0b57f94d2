export { commentFactory, type CommentFactory } from "./comments.ts";
export { postFactory, type PostFactory } from "./posts.ts";
export { categoryFactory, tagFactory, type TermFactory } from "./terms.ts";
export { userFactory, type UserFactory } from "./users.ts";
