import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import type { Journal } from '../../audit/journal/journal.ts';
import { selectHeadVersion, selectPolicyDocument } from '../../catalog/policy-versions.queries.ts';
import type { CallCursor, RecordedCall } from '../../database/recorded-calls.queries.ts';
import { type CorrectingPolicy, correctionsOf } from './correct-page.ts';
import {
  type CallsToCorrect,
  countCallsToCorrect,
  isAnyCallOpen,
  notePriceCorrection,
  type PriceCorrectionRow,
  selectCallsToCorrect,
  selectNamesOfModel,
  selectVersionsWithModel,
} from './price-corrections.queries.ts';

export interface Correcting {
  readonly pool: pg.Pool;
  readonly journal: Pick<Journal, 'append'>;
  /** Names this process in leases. */
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly pageSize?: number;
}

/** The run does not go on here: somebody else has it, asked it to end, or this process ends. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';
}

/** The model is gone, and its prices with it. */
export class ModelGone extends Error {
  override readonly name = 'ModelGone';
}

/** After each page it rests as long as the page took, but no longer than this: calls go on beside it. */
const restMaxMs = 100;
const pollMs = 100;
/** Calls may still be decided by the policy before while all gateways hear of the new one. */
const settleMs = 2000;
const shippedWithinMs = 300_000;
const dayMs = 86_400_000;

/**
 * Walks the calls that were decided before a price was set and appends a correction for each that it gives another cost.
 *
 * Two sweeps. The first one takes them all, in their order, and remembers after each page how far it is: whoever takes the
 * run over goes on from there. The second one begins once no such call is open any more, and takes those that were
 * settled behind the first one's back. A sweep is over when the ledger has what it appended. A page that is taken twice
 * changes nothing: the ledger gets the difference to what it has.
 *
 * @throws RunEnded and ModelGone
 */
export async function runPriceCorrection(run: PriceCorrectionRow, it: Correcting): Promise<void> {
  const names = await selectNamesOfModel(it.pool, run.model_id);
  const calls: CallsToCorrect = { names, from: run.from_at, to: run.to_at, policyBefore: run.policy_version };
  const sweep = new Sweep(run, calls, it);
  await sweep.count();
  const cursor =
    run.cursor_at !== null && run.cursor_id !== null ? { at: run.cursor_at, request_id: run.cursor_id } : null;
  await sweep.walk(cursor, true);
  const created = Date.parse(run.created_at);
  const recent = { ...calls, from: new Date(Math.max(Date.parse(run.from_at), created - dayMs)).toISOString() };
  while (Date.now() < created + settleMs || (await isAnyCallOpen(it.pool, recent))) await sweep.wait();
  await sweep.walk(cursorBefore(created - dayMs), false);
}

function cursorBefore(ms: number): CallCursor {
  return { at: new Date(Math.max(0, ms)).toISOString(), request_id: '' };
}

class Sweep {
  readonly #run: { -readonly [Field in keyof PriceCorrectionRow]: PriceCorrectionRow[Field] };
  readonly #calls: CallsToCorrect;
  readonly #it: Correcting;
  /** Policy version and name → whether it was this model. */
  readonly #isModel = new Map<string, boolean>();
  #policy: CorrectingPolicy | null = null;
  #cursor: CallCursor | null = null;

  constructor(run: PriceCorrectionRow, calls: CallsToCorrect, it: Correcting) {
    this.#run = { ...run };
    this.#calls = calls;
    this.#it = it;
  }

  async count(): Promise<void> {
    this.#run.calls_total ??= await countCallsToCorrect(this.#it.pool, this.#calls);
  }

  /** @param isCounted whether these calls count as looked at */
  async walk(after: CallCursor | null, isCounted: boolean): Promise<void> {
    const { pool, pageSize = 500 } = this.#it;
    this.#cursor = after;
    let appended: RecordedCall | null = null;
    for (;;) {
      const startedAt = performance.now();
      const page = await selectCallsToCorrect(pool, this.#calls, this.#cursor, pageSize);
      const last = page.at(-1);
      if (!last) break;
      appended = (await this.#correct(page)) ?? appended;
      this.#cursor = last;
      if (isCounted) this.#run.calls_looked_at += page.length;
      await this.#note();
      await setTimeout(Math.min(restMaxMs, performance.now() - startedAt));
    }
    // The journal is shipped in order: with the last one, all are there. One that the tables refuse never comes.
    const givenUpAt = Date.now() + shippedWithinMs;
    while (appended && Date.now() < givenUpAt && (await this.#due([appended], this.#policy)).length > 0)
      await this.wait();
  }

  async wait(): Promise<void> {
    await setTimeout(pollMs);
    await this.#note();
  }

  /** @returns the last call that a correction was appended for */
  async #correct(page: readonly RecordedCall[]): Promise<RecordedCall | null> {
    const due = await this.#due(await this.#ofModel(page), await this.#policyNow());
    if (due.length === 0) return null;
    await this.#it.journal.append(due);
    this.#run.calls_corrected += due.length;
    const lastId = due.at(-1)?.head.request_id;
    return page.find(({ request_id }) => request_id === lastId) ?? null;
  }

  async #due(calls: readonly RecordedCall[], policy: CorrectingPolicy | null): ReturnType<typeof correctionsOf> {
    const correction = { id: this.#run.id, at: new Date().toISOString() };
    return policy === null ? [] : correctionsOf(this.#it.pool, calls, policy, correction);
  }

  async #policyNow(): Promise<CorrectingPolicy> {
    const version = await selectHeadVersion(this.#it.pool);
    if (this.#policy?.version === version) return this.#policy;
    const document = await selectPolicyDocument(this.#it.pool, version);
    const model = document?.models.find(({ id }) => id === this.#run.model_id);
    if (!model) throw new ModelGone('the model was deleted');
    this.#policy = { version, prices: model.prices };
    return this.#policy;
  }

  /** The name may have been another model's at another time. */
  async #ofModel(page: readonly RecordedCall[]): Promise<RecordedCall[]> {
    const { pool } = this.#it;
    for (const name of new Set(page.map(({ final_model }) => final_model ?? ''))) {
      const versions = new Set(
        page.filter((call) => call.final_model === name).map((call) => call.policy_version ?? 0),
      );
      const unknown = [...versions].filter((version) => !this.#isModel.has(`${version} ${name}`));
      if (unknown.length === 0) continue;
      const found = new Set(await selectVersionsWithModel(pool, { id: this.#run.model_id, name }, unknown));
      for (const version of unknown) this.#isModel.set(`${version} ${name}`, found.has(version));
    }
    return page.filter((call) => this.#isModel.get(`${call.policy_version ?? 0} ${call.final_model ?? ''}`) === true);
  }

  async #note(): Promise<void> {
    const { pool, holder, signal } = this.#it;
    if (signal.aborted) throw new RunEnded('this process ends');
    const goesOn = await notePriceCorrection(pool, holder, this.#run, this.#cursor);
    if (!goesOn) throw new RunEnded('it was cancelled, or somebody else has it');
  }
}
