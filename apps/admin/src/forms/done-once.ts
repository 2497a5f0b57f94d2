/** Names one thing to be done: 128 bits of chance. `randomUUID` is missing where there is no HTTPS. */
export const newCallKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/** For a call that makes something: sent again under the same key, it is answered and not done again. */
export const doneOnce = (idempotencyKey: string) => ({ context: { idempotencyKey } });
