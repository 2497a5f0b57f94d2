type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** `path` with those of `query` that say something. */
export function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== false && value !== "")
      params.set(name, value === true ? "1" : String(value));
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** The first value of a query parameter; a parameter given twice counts once. */
export function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
