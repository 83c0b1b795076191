import { type admin, money } from '@tollgate/contract';
import {
  countErrors,
  countUnreviewed,
  type OverviewScope,
  selectProviderHealth,
} from '../../../audit/search/overview.queries.ts';
import { inTime } from '../../../audit/search/in-time.ts';
import { selectBudgets } from '../../../catalog/budgets.queries.ts';
import { selectDrift } from '../../../catalog/drift.queries.ts';
import type { ModelRow } from '../../../catalog/models.queries.ts';
import type { ProviderRow } from '../../../catalog/providers.queries.ts';
import { selectPrices } from '../../../catalog/prices.queries.ts';
import { selectBudgetUsage } from '../../../cost/budget-usage.queries.ts';
import { costsBy } from '../../../cost/reports/report.ts';
import { versionInForce } from '../../../cost/version-in-force.ts';
import { createPeriods } from '../../../journey/limits/periods.ts';
import type { AdminDependencies } from '../context.ts';

type Attention = admin.Attention;

/** From this share on a budget is near its end. */
const nearEnd = 0.8;
const countersMax = 200;
const nothing = { subject: null, count: null, since: null, share: null } as const;

/** For so long back calls are counted. */
const windowMs = 86_400_000;

/** What an administrator should look at now, the worst first. */
export async function attentionNow(
  { pool, searchPool, reportTimeZone }: Pick<AdminDependencies, 'pool' | 'searchPool' | 'reportTimeZone'>,
  models: readonly ModelRow[],
  providers: readonly ProviderRow[],
): Promise<admin.Overview['attention']> {
  const nowMs = Date.now();
  const scope: OverviewScope = {
    from: new Date(nowMs - windowMs).toISOString(),
    to: new Date(nowMs).toISOString(),
    onlyUserId: undefined,
  };
  const active = models.filter((model) => model.is_active);
  const [blocked, ofProviders, budgets, unpriced, drift, unreviewed] = await Promise.all([
    inTime(() => countErrors(searchPool, scope, 'blocked', 'no_secure_model')),
    providersInTrouble(searchPool, scope, providers),
    budgetsNearEnd(pool, reportTimeZone),
    unpricedModels(pool, scope, active),
    selectDrift(pool),
    inTime(() => countUnreviewed(searchPool, scope)),
  ]);
  const items: Attention[] = [];
  if (active.length > 0 && !active.some((model) => model.is_secure)) {
    const since = blocked?.map((row) => row.since).toSorted()[0] ?? null;
    items.push({ ...nothing, kind: 'no_secure_model', count: sumOf(blocked), since });
  }
  items.push(...ofProviders, ...budgets, ...unpriced);
  for (const { model_id: id, display_name: name, presence, repriced } of drift.items) {
    const subject = { id, name };
    if (presence === 'gone') items.push({ ...nothing, kind: 'model_gone', subject });
    else if (repriced.length > 0) items.push({ ...nothing, kind: 'model_repriced', subject });
  }
  if (unreviewed !== null && unreviewed > 0) items.push({ ...nothing, kind: 'unreviewed', count: unreviewed });
  return { from: scope.from, to: scope.to, items };
}

/** Those that refuse their credential, or of whose newest calls at least half failed. */
async function providersInTrouble(
  pool: AdminDependencies['searchPool'],
  scope: OverviewScope,
  providers: readonly ProviderRow[],
): Promise<Attention[]> {
  const [health, refused] = await Promise.all([
    inTime(() => selectProviderHealth(pool, scope)),
    inTime(() => countErrors(pool, scope, 'failed', 'provider_auth_failed')),
  ]);
  return providers.flatMap(({ id, name }): Attention[] => {
    const subject = { id, name };
    const newest = health?.find((one) => one.provider_id === id);
    if (newest?.credential_refused) {
      const row = refused?.find((one) => one.provider_id === id);
      const [count, since] = [row?.calls ?? null, row?.since ?? null];
      return [{ ...nothing, kind: 'provider_refuses_credential', subject, count, since }];
    }
    const isFailing = newest !== undefined && newest.recent >= 3 && newest.recent_failed * 2 >= newest.recent;
    return isFailing ? [{ ...nothing, kind: 'provider_failing', subject }] : [];
  });
}

function sumOf(rows: readonly { readonly calls: number }[] | null): number | null {
  return rows === null ? null : rows.reduce((sum, { calls }) => sum + calls, 0);
}

async function budgetsNearEnd(pool: AdminDependencies['pool'], timeZone: string): Promise<Attention[]> {
  const periods = createPeriods(timeZone);
  const watched = (await selectBudgets(pool)).filter(({ is_active, period }) => is_active && period !== 'minute');
  const found = await Promise.all(
    watched.map(async ({ id, name, limit, period }): Promise<Attention | null> => {
      const from = periods(period, Date.now()).from;
      const counters = await selectBudgetUsage(pool, id, from, { limit: countersMax });
      // A share is looked at, not added up: a number will do for it.
      const shares = counters.map(({ spent, reserved }) => {
        const used = money.add(money.decimal(spent), money.decimal(reserved));
        return Number(money.toText(used)) / Number(limit);
      });
      const share = Math.max(0, ...shares);
      return share < nearEnd ? null : { ...nothing, kind: 'budget_used', subject: { id, name }, share };
    }),
  );
  return found.filter((one) => one !== null).toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0));
}

/** Active models without a price in force, with their calls that cost nobody knows what. */
async function unpricedModels(
  pool: AdminDependencies['pool'],
  { from, to }: OverviewScope,
  active: readonly ModelRow[],
): Promise<Attention[]> {
  const now = new Date().toISOString();
  const prices = Map.groupBy(await selectPrices(pool), ({ model_id }) => model_id);
  const without = active.filter(({ id }) => versionInForce(prices.get(id) ?? [], now) === null);
  if (without.length === 0) return [];
  const filter = { model: without.map(({ display_name }) => display_name) };
  const report = await costsBy(pool, ['model'], { from, to, filter }, { order: 'calls', limit: 200, cursor: null });
  const counts = new Map(report.lines.map(({ place, unpriced_calls }) => [place.keys[0], unpriced_calls]));
  return without.map(({ id, display_name: name }) => ({
    ...nothing,
    kind: 'model_unpriced',
    subject: { id, name },
    count: counts.get(name) ?? 0,
  }));
}
