import type { admin } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

type Found = Pick<admin.ModelDrift, 'model_id' | 'presence' | 'note' | 'repriced'>;

/**
 * Begins a check unless one began lately, in one statement: of all replicas that ask at once, one may go on.
 * @param everyS how long ago the one before must have begun
 */
export async function beginDriftCheck(database: Queryable, everyS: number): Promise<boolean> {
  const { rowCount } = await database.query(
    `INSERT INTO catalogue_drift_checks (started_at) VALUES (now())
     ON CONFLICT (is_only) DO UPDATE SET started_at = now(), finished_at = NULL
       WHERE catalogue_drift_checks.started_at <= now() - make_interval(secs => $1)`,
    [everyS],
  );
  return rowCount === 1;
}

/** Puts what was found in the place of what was found before. Models that are gone meanwhile are left out. */
export async function finishDriftCheck(transaction: Queryable, found: readonly Found[]): Promise<void> {
  await transaction.query('DELETE FROM catalogue_drift');
  await transaction.query(
    `INSERT INTO catalogue_drift (model_id, presence, note, repriced, checked_at)
     SELECT found.model_id, found.presence, found.note, found.repriced, now()
     FROM jsonb_to_recordset($1) AS found (model_id text, presence text, note text, repriced jsonb)
     JOIN models ON models.id = found.model_id
     ON CONFLICT (model_id) DO NOTHING`,
    [JSON.stringify(found)],
  );
  await transaction.query('UPDATE catalogue_drift_checks SET finished_at = now()');
}

/** What is to be said, by display name. */
export async function selectDrift(database: Queryable): Promise<admin.CatalogueDrift> {
  const checks = await database.query<{ finished_at: Date | null }>('SELECT finished_at FROM catalogue_drift_checks');
  const { rows } = await database.query<Omit<admin.ModelDrift, 'checked_at'> & { checked_at: Date }>(
    `SELECT drift.model_id, models.display_name, providers.name AS provider, models.provider_model, drift.presence,
       drift.note, drift.repriced, drift.checked_at
     FROM catalogue_drift drift JOIN models ON models.id = drift.model_id
       JOIN providers ON providers.id = models.provider_id
     WHERE drift.presence <> 'listed' OR drift.repriced <> '[]'
     ORDER BY models.display_name, models.id`,
  );
  return {
    checked_at: checks.rows[0]?.finished_at?.toISOString() ?? null,
    items: rows.map((row) => ({ ...row, checked_at: row.checked_at.toISOString() })),
  };
}

/** For the metric: how many active models are gone, unknown, repriced. */
export async function countDrift(database: Queryable): Promise<{ gone: number; unknown: number; repriced: number }> {
  const { rows } = await database.query<{ gone: number; unknown: number; repriced: number }>(
    `SELECT count(*) FILTER (WHERE presence = 'gone')::int AS gone,
       count(*) FILTER (WHERE presence = 'unknown')::int AS unknown,
       count(*) FILTER (WHERE repriced <> '[]')::int AS repriced
     FROM catalogue_drift`,
  );
  return rows[0] ?? { gone: 0, unknown: 0, repriced: 0 };
}
