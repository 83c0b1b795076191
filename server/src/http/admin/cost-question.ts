import type { admin } from '@tollgate/contract';
import type { z } from 'zod';
import { findInstanceIds, findKeys, findProviderIds, findUserIds } from '../../audit/search/names.queries.ts';
import type { CostQuestion } from '../../cost/reports/report.ts';
import type { Queryable } from '../../database/queryable.ts';

type Query = Partial<z.infer<typeof admin.CostSummaryQuery>>;

/**
 * What a report is asked, with ids where people know names.
 * @param onlyUserId for members: nothing but this user's calls, whatever else is asked
 */
export async function questionOf(
  database: Queryable,
  query: Query,
  onlyUserId: string | undefined,
): Promise<CostQuestion> {
  const users = query.user && (await findUserIds(database, query.user));
  const own = onlyUserId !== undefined && (users && !users.includes(onlyUserId) ? [] : [onlyUserId]);
  return {
    from: query.from,
    to: query.to,
    filter: {
      user: own || users,
      instance: query.instance && (await findInstanceIds(database, query.instance)),
      provider: query.provider && (await findProviderIds(database, query.provider)),
      key: query.key && [...query.key, ...(await findKeys(database, query.key)).map(({ id }) => id)],
      model: query.model,
      route: query.route,
      cost_centre: query.cost_centre,
      session: query.session_id,
      trace: query.trace_id,
    },
    conversion:
      query.currency === undefined ? undefined : { currency: query.currency, rule: query.rates ?? 'same_day' },
  };
}
