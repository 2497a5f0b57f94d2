import { ApiKeys, newId, Sessions, Users } from "@quoin/db";
import { describe, expect } from "vitest";
import { type TestApi, test } from "./testing/index.ts";

const web = "http://localhost:3000";
const past = () => new Date(Date.now() - 1_000);
const phrase = "a pass phrase of their own";

/** Whatever opens a door, as the headers that carry it. */
const credentials = ["cookie", "bearer", "token", "key"] as const;
type Credentials = Readonly<Record<(typeof credentials)[number], Headers>>;

/** What only editors may ask, at every address where it stands. */
const doors = {
  trpc: `/api/trpc/user.suggest?input=${encodeURIComponent('{"json":{"q":"a"}}')}`,
  rest: "/api/v1/users/suggest?q=a",
} as const;

type Verdict = "opens" | 401 | 403;
type Table = Readonly<Record<(typeof credentials)[number], Verdict>>;

interface Scene {
  readonly api: TestApi;
  readonly admin: Awaited<ReturnType<TestApi["userOf"]>>;
}
