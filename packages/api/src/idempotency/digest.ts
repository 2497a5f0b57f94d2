/**
 * One text for one input, in whichever order its fields were sent. Not superjson's: that refuses names
 * such as `constructor`, and this sees what arrived before anything has checked it. Throws a RangeError
 * for what is nested deeper than the stack, or holds itself.
 */
export const textOf = (input: unknown): string =>
  JSON.stringify(input, (_name, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    if (value instanceof Map || value instanceof Set) return [...value];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
  }) ?? "";
