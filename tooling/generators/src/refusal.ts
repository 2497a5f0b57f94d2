/** What was asked for cannot be made; the message says why and what to do, and nothing has been written. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
