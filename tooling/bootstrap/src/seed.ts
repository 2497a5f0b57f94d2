/** What the first start puts into an empty publication. */
export interface SeedOptions {
  readonly databaseUrl: string;
  readonly owner: { readonly email: string; readonly password: string };
  /** Sample posts to read and to try things on; `none` leaves the publication empty but for its owner. */
  readonly content: "sample" | "none";
}

export interface Seeded {
  /** True only for the run that made the owner's account. */
  readonly ownerCreated: boolean;
  /** True only for the run that wrote the sample content. */
  readonly sample: boolean;
}

/** Makes the owner and the sample content in a publication without accounts; does nothing in any other. */
export function seed(_options: SeedOptions): Promise<Seeded> {
  return Promise.resolve({ ownerCreated: false, sample: false });
}
