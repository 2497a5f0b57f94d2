import { relations } from "drizzle-orm";
import {
  apiKeys,
  auditLogs,
  categories,
  comments,
  postAuthors,
  postCategories,
  posts,
  postTags,
  redirects,
  sessions,
  tags,
  twoFactors,
  users,
} from "./schema/index.ts";

// Tables are one graph, so the whole graph is told here, in one place.

export const userRelations = relations(users, ({ many }) => ({
  posts: many(posts),
  bylines: many(postAuthors),
  comments: many(comments),
  sessions: many(sessions, { relationName: "owner" }),
  apiKeys: many(apiKeys),
  redirects: many(redirects),
}));

export const sessionRelations = relations(sessions, ({ one }) => ({
  user: one(users, {
    fields: [sessions.userId],
    references: [users.id],
    relationName: "owner",
  }),
}));

export const apiKeyRelations = relations(apiKeys, ({ one }) => ({
  user: one(users, { fields: [apiKeys.userId], references: [users.id] }),
}));

export const twoFactorRelations = relations(twoFactors, ({ one }) => ({
  user: one(users, { fields: [twoFactors.userId], references: [users.id] }),
}));

export const postRelations = relations(posts, ({ one, many }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id] }),
  authors: many(postAuthors),
  categories: many(postCategories),
  tags: many(postTags),
  comments: many(comments),
  redirects: many(redirects),
}));

export const postAuthorRelations = relations(postAuthors, ({ one }) => ({
  post: one(posts, { fields: [postAuthors.postId], references: [posts.id] }),
  user: one(users, { fields: [postAuthors.userId], references: [users.id] }),
}));

export const postCategoryRelations = relations(postCategories, ({ one }) => ({
  post: one(posts, { fields: [postCategories.postId], references: [posts.id] }),
  category: one(categories, {
    fields: [postCategories.categoryId],
    references: [categories.id],
  }),
}));

export const postTagRelations = relations(postTags, ({ one }) => ({
  post: one(posts, { fields: [postTags.postId], references: [posts.id] }),
  tag: one(tags, { fields: [postTags.tagId], references: [tags.id] }),
}));

export const categoryRelations = relations(categories, ({ many }) => ({
  posts: many(postCategories),
  redirects: many(redirects),
}));

export const tagRelations = relations(tags, ({ many }) => ({
  posts: many(postTags),
  redirects: many(redirects),
}));

export const commentRelations = relations(comments, ({ one }) => ({
  post: one(posts, { fields: [comments.postId], references: [posts.id] }),
  author: one(users, { fields: [comments.authorId], references: [users.id] }),
  parent: one(comments, {
    fields: [comments.parentId],
    references: [comments.id],
    relationName: "parent",
  }),
}));

export const redirectRelations = relations(redirects, ({ one }) => ({
  post: one(posts, { fields: [redirects.postId], references: [posts.id] }),
  category: one(categories, { fields: [redirects.categoryId], references: [categories.id] }),
  tag: one(tags, { fields: [redirects.tagId], references: [tags.id] }),
  user: one(users, { fields: [redirects.userId], references: [users.id] }),
}));

export const auditLogRelations = relations(auditLogs, ({ one }) => ({
  actor: one(users, { fields: [auditLogs.actorId], references: [users.id] }),
}));
