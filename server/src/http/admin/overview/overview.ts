import { type admin, costKinds } from '@tollgate/contract';
import { readRules } from '../../../administration/rules/read.ts';
import {
  selectLastVerification,
  type VerificationRow,
} from '../../../administration/verifications/verifications.queries.ts';
import { selectCheckpoints } from '../../../audit/integrity/checkpoints.queries.ts';
import { inTime } from '../../../audit/search/in-time.ts';
import {
  type CallCount,
  countAll,
  countCalls,
  countRules,
  type OverviewScope,
  type RuleCount,
  selectLastFailures,
  selectProviderHealth,
  selectRecordState,
} from '../../../audit/search/overview.queries.ts';
import { selectModels } from '../../../catalog/models.queries.ts';
import { selectProviders } from '../../../catalog/providers.queries.ts';
import { type CostLine, costsBy, costSummary } from '../../../cost/reports/report.ts';
import { selectKeys } from '../../../identity/keys.queries.ts';
import type { AdminDependencies } from '../context.ts';
import { ProblemError } from '../problem.ts';
import { attentionNow } from './attention.ts';
import { type Cut, cutOf } from './window.ts';

type Overview = admin.Overview;
export type OverviewSources = Pick<AdminDependencies, 'pool' | 'searchPool' | 'reportTimeZone' | 'journalState'>;

const linesMax = 6;
const rulesMax = 8;
const shortestMs = 60_000;

/**
 * The figures of a window: of those who may see everything, else of one member's own calls. What would take too long to
 * be counted is counted for a shorter time that ends at the same moment.
 */
export async function readOverview(
  sources: OverviewSources,
  asked: OverviewScope,
  timeZone: string,
): Promise<Overview> {
  const { pool, searchPool, journalState } = sources;
  const { scope, cut, counts } = await countInTime(searchPool, asked, timeZone);
  const isMember = scope.onlyUserId !== undefined;
  const filter = isMember ? { user: [scope.onlyUserId] } : {};
  const question = { from: scope.from, to: scope.to, filter };
  const spanMs = Date.parse(scope.to) - Date.parse(scope.from);
  const before = { ...scope, from: new Date(Date.parse(scope.from) - spanMs).toISOString(), to: scope.from };
  const [summary, who, rules, callsBefore, record, checkpoints, company] = await Promise.all([
    costSummary(pool, question),
    costsBy(pool, [isMember ? 'instance' : 'user'], question, { order: 'calls', limit: linesMax, cursor: null }),
    inTime(() => countRules(searchPool, scope, cut.starts)),
    inTime(() => countAll(searchPool, before)),
    selectRecordState(pool, scope.onlyUserId),
    selectCheckpoints(pool, { before: null, limit: 1 }),
    isMember ? null : companyOf(sources, scope, counts),
  ]);
  const [line] = summary.lines;
  const [checkpoint] = checkpoints;
  const callsWith = (...statuses: readonly string[]): number =>
    sum(counts.filter(({ status }) => statuses.includes(status)));
  return {
    from: scope.from,
    to: scope.to,
    is_partial: scope.from !== asked.from,
    calls: sum(counts),
    calls_before: callsBefore,
    decisions: byDecision(counts),
    failed: callsWith('failed', 'interrupted'),
    denied: callsWith('denied'),
    completed: callsWith('completed'),
    unpriced: line?.unpriced_calls ?? 0,
    costs: line ? totalsOf(line) : [],
    step: cut.step,
    steps: cut.starts.map((start, index) => ({
      from: start.toISOString(),
      to: (cut.starts[index + 1] ?? new Date(scope.to)).toISOString(),
      ...byDecision(counts.filter(({ step }) => step === index)),
    })),
    rules: rules && (await topRules(pool, rules, cut)),
    users: who.lines.map((one) => ({
      key: one.place.keys[0] || null,
      name: one.names[0] ?? null,
      calls: one.calls,
      costs: totalsOf(one),
    })),
    providers: company?.providers ?? null,
    record: {
      ...record,
      backlog_events: isMember ? null : journalState().backlogEvents,
      checkpoint: isMember || !checkpoint ? null : { id: checkpoint.id, at: checkpoint.at },
      verified: company?.verified ?? null,
    },
    setup: company?.setup ?? null,
    attention: company?.attention ?? { from: scope.from, to: scope.to, items: [] },
  };
}

async function countInTime(
  pool: AdminDependencies['searchPool'],
  asked: OverviewScope,
  timeZone: string,
): Promise<{ scope: OverviewScope; cut: Cut; counts: CallCount[] }> {
  const toMs = Date.parse(asked.to);
  for (let spanMs = toMs - Date.parse(asked.from); spanMs >= shortestMs; spanMs /= 8) {
    const scope = { ...asked, from: new Date(toMs - spanMs).toISOString() };
    const cut = cutOf(scope, timeZone);
    const counts = await inTime(() => countCalls(pool, scope, cut.starts));
    if (counts !== null) return { scope, cut, counts };
  }
  throw new ProblemError(503, 'Counting the calls takes too long at the moment.');
}

/** What only those see who may see everything. */
async function companyOf(
  sources: OverviewSources,
  scope: OverviewScope,
  counts: readonly CallCount[],
): Promise<Pick<Overview, 'providers' | 'setup' | 'attention'> & Pick<Overview['record'], 'verified'>> {
  const { pool, searchPool } = sources;
  const [rows, models, keys, verification, health, failures] = await Promise.all([
    selectProviders(pool),
    selectModels(pool),
    selectKeys(pool),
    selectLastVerification(pool),
    inTime(() => selectProviderHealth(searchPool, scope)),
    inTime(() => selectLastFailures(searchPool, scope)),
  ]);
  const healthOf = new Map(health?.map((one) => [one.provider_id, one]));
  const failureOf = new Map(failures?.map((one) => [one.provider_id, one]));
  const providers = rows.map(({ id, name }) => {
    const own = counts.filter(({ provider_id }) => provider_id === id);
    const failure = failureOf.get(id);
    return {
      id,
      name,
      calls: sum(own),
      completed: sum(own.filter(({ status }) => status === 'completed')),
      failed: sum(own.filter(({ status }) => status === 'failed')),
      latency_p50_ms: healthOf.get(id)?.latency_p50_ms ?? null,
      first_token_p50_ms: healthOf.get(id)?.first_token_p50_ms ?? null,
      last_failure: failure ? { request_id: failure.request_id, at: failure.at, error_code: failure.error_code } : null,
    };
  });
  const active = models.filter((model) => model.is_active);
  const now = new Date().toISOString();
  return {
    providers: providers.toSorted((a, b) => b.calls - a.calls || a.name.localeCompare(b.name)),
    setup: {
      providers: rows.length,
      models: active.filter((model) => !model.is_secure).length,
      secure_models: active.filter((model) => model.is_secure).length,
      keys: keys.filter((key) => key.revoked_at === null && (key.expires_at === null || key.expires_at > now)).length,
    },
    verified: verification && verifiedOf(verification),
    attention: await attentionNow(sources, models, rows),
  };
}

function verifiedOf({ created_at, report }: VerificationRow): Overview['record']['verified'] {
  return { until: created_at, findings: (report?.findings.length ?? 0) + (report?.more_findings ?? 0) };
}

async function topRules(
  pool: AdminDependencies['pool'],
  rows: readonly RuleCount[],
  { starts }: Cut,
): Promise<Overview['rules']> {
  if (rows.length === 0) return [];
  const names = new Map((await readRules(pool)).map(({ id, display_name }) => [id, display_name]));
  return [...Map.groupBy(rows, ({ rule }) => rule)]
    .map(([rule, own]) => ({
      rule,
      display_name: names.get(rule) ?? rule,
      calls: sum(own),
      trend: starts.map((_, index) => own.find(({ step }) => step === index)?.calls ?? 0),
    }))
    .toSorted((a, b) => b.calls - a.calls || a.rule.localeCompare(b.rule))
    .slice(0, rulesMax);
}

function totalsOf({ costs }: CostLine): Overview['costs'] {
  return costs
    .filter(({ kind }) => costKinds.includes(kind))
    .map(({ kind, currency, amount }) => ({ kind, currency, amount }));
}

function byDecision(counts: readonly CallCount[]): Overview['decisions'] {
  const of = (word: CallCount['decision']): number => sum(counts.filter(({ decision }) => decision === word));
  return {
    passed: of('passed'),
    redacted: of('redacted'),
    rerouted: of('rerouted'),
    blocked: of('blocked'),
    undecided: of(null),
  };
}

function sum(rows: readonly { readonly calls: number }[]): number {
  return rows.reduce((total, { calls }) => total + calls, 0);
}
