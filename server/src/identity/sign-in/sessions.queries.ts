import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';

/** A session as others may see it: without what opens it. */
export interface SessionRow {
  readonly id: string;
  readonly began_at: string;
  readonly expires_at: string;
  readonly address: string | null;
  readonly browser: string | null;
}

/** The sessions of a user that are open, newest first. */
export async function selectSessions(database: Queryable, userId: string): Promise<SessionRow[]> {
  const { rows } = await database.query<SessionRow>(
    `SELECT id, ${timeColumn('created_at', 'began_at')}, ${timeColumn('expires_at')},
       nullif(ip_address, '') AS address, nullif(user_agent, '') AS browser
     FROM sign_in_sessions WHERE user_id = $1 AND sign_in_sessions.expires_at > now()
     ORDER BY sign_in_sessions.created_at DESC, id`,
    [userId],
  );
  return rows;
}

/** Ends one session of a user, or all. @returns how many ended */
export async function deleteSessions(database: Queryable, userId: string, sessionId: string | null): Promise<number> {
  const { rowCount } = await database.query(
    'DELETE FROM sign_in_sessions WHERE user_id = $1 AND ($2::text IS NULL OR id = $2)',
    [userId, sessionId],
  );
  return rowCount ?? 0;
}
