/** Eight letters and digits that differ for different texts, near enough; for names that no slug can carry. */
export function shortHash(text: string): string {
  // FNV-1a, twice with different seeds: small, and nothing here needs more.
  const hash = (seed: number) => {
    let value = seed;
    for (let index = 0; index < text.length; index += 1) {
      value = Math.imul(value ^ text.charCodeAt(index), 16777619) >>> 0;
    }
    return value.toString(36).padStart(7, "0").slice(-4);
  };
  return hash(2166136261) + hash(33554467);
}
