"use client";

/**
 * Acts as somebody else from now on, on a page that is loaded anew: what it remembered was the admin's.
 * Returns why not, in a sentence, when it is refused; null otherwise.
 */
export async function actAs(userId: string): Promise<string | null> {
  const response = await fetch("/api/auth/impersonate", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ userId }),
  });
  if (response.ok) {
    window.location.assign("/");
    return null;
  }
  const answer: unknown = await response.json().catch(() => null);
  return typeof answer === "object" &&
    answer !== null &&
    "message" in answer &&
    typeof answer.message === "string"
    ? answer.message
    : "This did not work. Try again in a moment.";
}
