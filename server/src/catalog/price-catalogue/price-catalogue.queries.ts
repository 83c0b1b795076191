import type { Queryable } from '../../database/queryable.ts';

export interface StoredCatalogue {
  readonly asOf: string;
  readonly sha256: string;
}

/** The catalogue that an administrator put in the place of the release's; null when nobody did. */
export async function selectCatalogue(database: Queryable): Promise<StoredCatalogue | null> {
  const { rows } = await database.query<{ as_of: string; sha256: string }>(
    'SELECT as_of::text AS as_of, sha256 FROM price_catalogue',
  );
  const [row] = rows;
  return row ? { asOf: row.as_of, sha256: row.sha256 } : null;
}

/** @returns the compressed file; null when it is another one by now */
export async function selectCatalogueContent(database: Queryable, sha256: string): Promise<Buffer | null> {
  const { rows } = await database.query<{ content: Buffer }>('SELECT content FROM price_catalogue WHERE sha256 = $1', [
    sha256,
  ]);
  return rows[0]?.content ?? null;
}

export async function replaceCatalogue(
  transaction: Queryable,
  { asOf, sha256, content }: StoredCatalogue & { readonly content: Buffer },
): Promise<void> {
  await transaction.query(
    `INSERT INTO price_catalogue (as_of, sha256, content) VALUES ($1, $2, $3)
     ON CONFLICT (is_only) DO UPDATE SET as_of = excluded.as_of, sha256 = excluded.sha256, content = excluded.content,
       applied_at = now()`,
    [asOf, sha256, content],
  );
}
