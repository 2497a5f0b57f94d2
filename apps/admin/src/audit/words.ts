/** What the log's actions are called when they are read. The object follows the verb. */
const verbs: Readonly<Record<string, string>> = {
  "post.created": "began",
  "post.updated": "edited",
  "post.published": "published",
  "post.unpublished": "took back",
  "post.scheduled": "scheduled",
  "post.archived": "archived",
  "post.deleted": "deleted",
  "post.imported": "imported",
  "comment.created": "commented on",
  "comment.withdrawn": "withdrew a comment on",
  "comment.approved": "approved a comment on",
  "comment.marked_spam": "marked as spam a comment on",
  "comment.removed": "deleted a comment on",
  "comment.restored": "restored a comment on",
  "category.created": "made the category",
  "category.updated": "edited the category",
  "category.deleted": "deleted the category",
  "category.reordered": "reordered the categories",
  "tag.created": "made the tag",
  "tag.updated": "edited the tag",
  "tag.merged": "merged into the tag",
  "tag.deleted": "deleted the tag",
  "user.created": "made an account for",
  "user.invited": "sent another invitation to",
  "user.invitation_accepted": "accepted the invitation as",
  "user.signed_up": "signed up as",
  "user.signed_in": "signed in as",
  "user.signed_out": "signed out as",
  "user.updated": "edited the profile of",
  "user.role_changed": "changed the role of",
  "user.suspended": "suspended",
  "user.reinstated": "let back in",
  "user.profile_claimed": "gave a profile’s posts to",
  "user.password_changed": "changed the password of",
  "user.password_reset": "reset the password of",
  "user.two_factor_enabled": "set up sign-in codes for",
  "user.two_factor_disabled": "turned off the sign-in codes of",
  "user.two_factor_reset": "reset the sign-in codes of",
  "user.recovery_codes_renewed": "made new recovery codes for",
  "user.recovery_code_used": "used a recovery code of",
  "user.identity_linked": "connected an account elsewhere with",
  "user.identity_unlinked": "disconnected an account elsewhere from",
  "user.impersonation_started": "began to act as",
  "user.impersonation_ended": "stopped acting as",
  "session.revoked": "signed out a device of",
  "key.created": "made the key",
  "key.revoked": "revoked the key",
  "settings.updated": "changed the settings of",
};

/** `post.published` as "published"; an action that is not known yet is still read, in its own words. */
export function verbOf(action: string): string {
  const known = verbs[action];
  if (known !== undefined) return known;
  const [entity = "", verb = ""] = action.split(".");
  return `${verb.replaceAll("_", " ")} the ${entity}`.trim();
}

/** What the log is about, for its filter. */
export const entities: readonly { readonly value: string; readonly label: string }[] = [
  { value: "post", label: "Posts" },
  { value: "comment", label: "Comments" },
  { value: "category", label: "Categories" },
  { value: "tag", label: "Tags" },
  { value: "user", label: "People" },
  { value: "session", label: "Sessions" },
  { value: "key", label: "Keys" },
  { value: "settings", label: "Settings" },
];

/** Whether the record's name is what a writer wrote, and so set in serif. */
export const isWriting = (line: { readonly action: string; readonly entity: string }): boolean =>
  (line.entity === "post" && line.action !== "post.imported") || line.entity === "comment";

/** Where in the newsroom a line's record can be seen; null when it has no page, or is gone. */
export function placeOf(line: {
  readonly action: string;
  readonly entity: string;
  readonly entityId: string | null;
}): string | null {
  if (line.action === "post.deleted") return null;
  if (line.entity === "post" && line.entityId) return `/posts/${line.entityId}`;
  if (line.entity === "comment") return "/comments";
  if (line.entity === "category") return "/categories";
  if (line.entity === "tag") return "/tags";
  return null;
}

const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(shown).join(", ");
  return JSON.stringify(value);
};

/** `postsMoved` as "Posts moved". */
const spelled = (key: string): string => {
  const words = key
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What a line noted, as names and values in words. */
export const detailsOf = (
  details: Readonly<Record<string, unknown>>,
): { readonly name: string; readonly value: string }[] =>
  Object.entries(details)
    // Who that is stands beside the actor, by name.
    .filter(([key]) => key !== "impersonatedBy")
    .map(([key, value]) => ({ name: spelled(key), value: shown(value) }));
