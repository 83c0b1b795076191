import type pg from 'pg';
import { findAnswers, findToolCalls } from './audit/search/links.queries.ts';
import type { StoredLinks } from './journey/conversations.ts';

/** What the database knows of these tool calls and answers; nothing when it does not answer at once. */
export async function findLinks(
  pool: pg.Pool,
  scope: string,
  ids: readonly string[],
  fingerprints: readonly string[],
): Promise<StoredLinks> {
  const [userId = '', instanceId = ''] = scope.split('\n');
  const [toolCalls, answers] = await Promise.all([
    findToolCalls(pool, { userId, instanceId: instanceId || null, ids }).catch(() => []),
    findAnswers(pool, fingerprints).catch(() => []),
  ]);
  return { toolCalls, answers };
}
