import { exportLines } from '../../server/src/audit/integrity/export/export-lines.ts';
import { type InvocationFilter, searchInvocations } from '../../server/src/audit/search/invocations.queries.ts';
import { findRun, readRunPage, readRunTotals } from '../../server/src/audit/search/runs.queries.ts';
import { searchText, type TextSearch } from '../../server/src/audit/search/text-search.ts';
import type { Opener } from '../../server/src/audit/vault/vault.ts';
import type { CostKey } from '../../server/src/cost/reports/dimensions.ts';
import { costsBy } from '../../server/src/cost/reports/report.ts';
import type { createPool } from '../../server/src/database/pool.ts';
import { Random } from './random.ts';
import { vocabulary } from './texts.ts';

export interface Times {
  readonly name: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Null where there is no goal. */
  readonly goalMs: number | null;
}

type Pool = ReturnType<typeof createPool>;

const dayMs = 86_400_000;
const tries = 40;
const page = 50;

/** Runs each search with different values, frequent and rare, and reads the times of the whole answers. */
export async function measureSearches(
  pool: Pool,
  text: TextSearch,
  nowMs: number,
  seed: number,
  longSession: string,
): Promise<Times[]> {
  const random = new Random(seed + 1);
  const words = vocabulary(new Random(seed));
  const sample = await sampleOf(pool);
  const one = () => random.pick(sample);
  const listed = (name: string, filterOf: () => InvocationFilter) =>
    timed(name, 50, () => searchInvocations(pool, { ...window(random, nowMs), ...filterOf() }, page, null));
  const texts = (name: string, textOf: () => string) =>
    timed(name, 300, () => searchText(text, lastDays(nowMs), textOf(), page, null));
  const range = { from: new Date(nowMs - 365 * dayMs).toISOString(), to: new Date(nowMs).toISOString() };
  return [
    await listed('list by time window alone', () => ({})),
    await listed('list by user', () => ({ user: [one().user_id] })),
    await listed('list by instance', () => ({ instance: [one().instance_id] })),
    await listed('list by model', () => ({ model: [one().final_model] })),
    await listed('list by status', () => ({
      status: [random.pick(['completed', 'failed', 'aborted', 'interrupted'])],
    })),
    await listed('list by decision', () => ({ decision: [random.pick(['passed', 'redacted', 'blocked'])] })),
    await listed('list by rule', () => ({ rule: [`rule_${random.below(40)}`] })),
    await listed('list by session_id', () => ({ session_id: [one().session_id] })),
    await listed('list by trace_id', () => ({ trace_id: [one().trace_id] })),
    await listed('list by user and model', () => ({ user: [one().user_id], model: [one().final_model] })),
    await listed('list by cost_min with currency', () => ({
      cost_min: (0.005 + random.next() * 0.027).toFixed(6),
      currency: random.pick(['USD', 'EUR', 'CNY']),
    })),
    await texts('text, 31 days: a frequent word', () => words[random.below(20)] ?? ''),
    await texts('text, 31 days: a rare word', () => words[words.length - 1 - random.below(4000)] ?? ''),
    await texts(
      'text, 31 days: two words that are seldom together',
      () => `${words[random.below(2000)]} ${words[3000 + random.below(4000)]}`,
    ),
    await texts('text, 31 days: Chinese', () => '付款条款'),
    await texts('text, 31 days: not there', () => `nowhere${random.below(1000)}`),
    await timed('trace of 300 calls', 100, () => readRun(pool, longSession)),
    ...(await measureReports(pool, range)),
  ];
}

const reports: readonly (readonly CostKey[])[] = [
  [],
  ['user'],
  ['instance'],
  ['model'],
  ['session'],
  ['provider'],
  ['route'],
  ['hour'],
  ['day'],
  ['month'],
  ['day', 'model'],
];

/** Reports over twelve months: the first page, as a dashboard asks for it. */
async function measureReports(pool: Pool, range: { readonly from: string; readonly to: string }): Promise<Times[]> {
  const times: Times[] = [];
  for (const by of reports) {
    const order = { order: 'key', limit: 200, cursor: null } as const;
    const read = () => costsBy(pool, by, { ...range, filter: {} }, order);
    times.push(await timed(`costs ${by.length > 0 ? `by ${by.join(' × ')}` : 'in all'} over 12 months`, 100, read));
  }
  return times;
}

async function readRun(pool: Pool, sessionId: string): Promise<void> {
  const found = await findRun(pool, 'session_id', sessionId);
  if (found?.kind !== 'found') throw new Error('the long session is not there');
  const { calls } = await readRunPage(pool, found.run, 1000, null);
  await readRunTotals(pool, found.run);
  if (calls.length < 300) throw new Error(`the long session has ${calls.length} calls`);
}

/** Lines per second of an export of one day. */
export async function measureExport(pool: Pool, opener: Opener, linesMax: number): Promise<number> {
  const startedAt = performance.now();
  let lines = 0;
  for await (const text of exportLines(pool, { filter: {}, opener, signing: null })) {
    lines += text.split('\n').length - 1;
    if (lines >= linesMax) break;
  }
  return lines / ((performance.now() - startedAt) / 1000);
}

interface Sampled {
  readonly user_id: string;
  readonly instance_id: string;
  readonly final_model: string;
  readonly session_id: string;
  readonly trace_id: string;
}

async function sampleOf(pool: Pool): Promise<Sampled[]> {
  const { rows } = await pool.query<Sampled>(
    'select user_id, instance_id, final_model, session_id, trace_id from invocations tablesample system (0.5) limit 2000',
  );
  return rows;
}

/** A day, a week, 31 days or all the time, ending now. */
function window(random: Random, nowMs: number): { from: string; to: string } {
  const days = random.pick([1, 7, 31, 365]);
  return { from: new Date(nowMs - days * dayMs).toISOString(), to: new Date(nowMs).toISOString() };
}

function lastDays(nowMs: number): { from: string; to: string } {
  return { from: new Date(nowMs - 31 * dayMs).toISOString(), to: new Date(nowMs).toISOString() };
}

async function timed(name: string, goalMs: number | null, work: () => Promise<unknown>, count = tries): Promise<Times> {
  for (let warmUp = 0; warmUp < 3; warmUp++) await work();
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { name, p50Ms: at(0.5), p95Ms: at(0.95), goalMs };
}
