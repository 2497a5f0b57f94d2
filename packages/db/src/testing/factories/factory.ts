let count = 0;

/** A number no other record of this process has had, for names that must differ. */
export const nextNumber = (): number => (count += 1);

/** What every factory can do in the end. */
export interface Factory<Row> {
  create(): Promise<Row>;
  createMany(howMany: number): Promise<Row[]>;
}

/** Makes records one after another, so that their ids are in the order of making. */
export async function several<Row>(howMany: number, create: () => Promise<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let made = 0; made < howMany; made += 1) rows.push(await create());
  return rows;
}
