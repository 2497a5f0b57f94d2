import type { Role } from "@quoin/auth";

/** The features that the document sorts its operations by, each in a line. */
export const tags: Readonly<Record<string, string>> = {
  post: "Posts: read by anyone, written by authors, moved through their life by their owners and by editors",
  comment: "Comments under posts, and their moderation",
  category: "Sections of the publication",
  tag: "Words under which posts are filed",
  user: "People: who I am, and for admins everyone",
  key: "Keys with which machines call this API",
  settings: "Facts of the publication",
  audit: "What was done, by whom, and when",
  dashboard: "Figures of the newsroom",
  outbox: "Mails that were kept in the data folder instead of sent",
};

/** Who may call, in words. */
export const audience: Readonly<Record<Role | "public", string>> = {
  public: "For anyone.",
  reader: "For everyone who is signed in.",
  author: "For authors, editors and admins; authors reach what is their own.",
  editor: "For editors and admins.",
  admin: "For admins.",
};

/** The feature of a procedure: `post` of `post.publish`. */
export const featureOf = (procedure: string) => procedure.split(".")[0] ?? procedure;
