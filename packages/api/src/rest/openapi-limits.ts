/** What every counted answer says; without our server in front not all are. */
export const limitHeaders = Object.fromEntries(
  ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map((name) => [
    name,
    { $ref: `#/components/headers/${name}` },
  ]),
);

/** What they say. */
export const limitHeaderComponents = {
  "RateLimit-Limit": number("Calls that are allowed in the limit's window.", 600),
  "RateLimit-Remaining": number("Calls that are left in it.", 587),
  "RateLimit-Reset": number("Seconds until all of them are free again.", 8),
};

function number(description: string, example: number) {
  return { description, schema: { type: "integer" }, example };
}
