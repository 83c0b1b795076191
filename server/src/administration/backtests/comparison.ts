import { actions, type admin, type DecisionWord, type HitRecord } from '@tollgate/contract';
import type { Judgement } from '../../journey/judge.ts';

type RuleResult = admin.BacktestResult['rules'][number];
type Outcome = RuleResult['changed'][number]['after'];
type AnswerOutcome = admin.BacktestResult['answers'][number]['before'];
type Hit = Pick<
  HitRecord,
  'rule' | 'action' | 'place' | 'scope' | 'start' | 'end' | 'sample' | 'is_reviewed' | 'direction'
>;

/** What was recorded of a call. */
export interface RecordedCall {
  readonly request_id: string;
  readonly decision: DecisionWord;
  readonly hits: readonly Hit[];
}

/** What the rules made of an answer, and what they would make of it. */
export interface ComparedAnswer {
  readonly before: AnswerOutcome;
  readonly after: AnswerOutcome;
  readonly recorded: readonly Hit[];
  readonly found: readonly Hit[];
}

/** So many are written down of a call: of what is found now no more are compared either. */
const hitsRecordedMax = 200;

interface Tally extends Omit<RuleResult, 'changed' | 'us_per_100_kb'> {
  readonly changed: Counter<DecisionWord, Outcome>;
  readonly samples: admin.BacktestSample[];
}

/** Counts what would be decided differently, by rule. What it holds is bounded by the rules, whatever it compares. */
export class Comparison {
  readonly #samplesMax: number;
  readonly #decisions = new Counter<DecisionWord, Outcome>();
  readonly #answers = new Counter<AnswerOutcome, AnswerOutcome>();
  readonly #rules = new Map<string, Tally>();

  constructor(samplesMax: number) {
    this.#samplesMax = samplesMax;
  }

  add(call: RecordedCall, judgement: Judgement, answer: ComparedAnswer | null = null): void {
    const after: Outcome = judgement.kind === 'decided' ? judgement.decision.decision : 'refused';
    const found = judgement.kind === 'decided' ? judgement.findings.hits.slice(0, hitsRecordedMax) : [];
    this.#decisions.add(call.decision, after);
    if (answer) this.#answers.add(answer.before, answer.after);
    if (judgement.kind === 'decided') {
      const recorded = [...call.hits, ...(answer?.recorded ?? [])];
      this.#compareHits(call.request_id, recorded, [...found, ...(answer?.found ?? [])]);
    }
    if (after === call.decision) return;
    for (const rule of differing(decidersOf(call.hits), decidersOf(found))) {
      this.#tallyOf(rule).changed.add(call.decision, after);
    }
  }

  #compareHits(requestId: string, recorded: readonly Hit[], found: readonly Hit[]): void {
    const before = Map.groupBy(recorded, ({ rule }) => rule);
    const after = Map.groupBy(found, ({ rule }) => rule);
    for (const rule of new Set([...before.keys(), ...after.keys()])) {
      const tally = this.#tallyOf(rule);
      const lost = before.get(rule) ?? [];
      const gained = after.get(rule) ?? [];
      tally.hits_before += lost.length;
      tally.hits_after += gained.length;
      if (lost.length > 0) tally.calls_before++;
      if (gained.length > 0) tally.calls_after++;
      this.#sample(tally, requestId, without(gained, lost), 'found');
      this.#sample(tally, requestId, without(lost, gained), 'lost');
    }
  }

  #sample({ samples }: Tally, request_id: string, hits: readonly Hit[], change: 'found' | 'lost'): void {
    for (const { place, scope, start, end, sample, direction } of hits) {
      if (samples.length >= this.#samplesMax) return;
      samples.push({ request_id, place, scope, start, end, sample, ...(direction && { direction }), change });
    }
  }

  #tallyOf(rule: string): Tally {
    const known = this.#rules.get(rule);
    if (known) return known;
    const numbers = { calls_before: 0, calls_after: 0, hits_before: 0, hits_after: 0 };
    const fresh: Tally = { rule, ...numbers, changed: new Counter<DecisionWord, Outcome>(), samples: [] };
    this.#rules.set(rule, fresh);
    return fresh;
  }

  /** @param costOf microseconds of a rule for 100,000 characters, where that was measured */
  result(costOf: (rule: string) => number | null): admin.BacktestResult {
    const rules = [...this.#rules.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
    return {
      decisions: this.#decisions.rows,
      answers: this.#answers.rows,
      rules: rules.map((tally) => ({
        ...tally,
        changed: tally.changed.rows,
        samples: [...tally.samples],
        us_per_100_kb: costOf(tally.rule),
      })),
    };
  }
}

class Counter<Before extends string, After extends string> {
  readonly #counts = new Map<string, { before: Before; after: After; calls: number }>();

  add(before: Before, after: After): void {
    const key = `${before} ${after}`;
    this.#counts.set(key, { before, after, calls: (this.#counts.get(key)?.calls ?? 0) + 1 });
  }

  get rows(): { before: Before; after: After; calls: number }[] {
    const byKey = [...this.#counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
    return byKey.toSorted((a, b) => b.calls - a.calls);
  }
}

/** The rules that decide among hits, each with the action by which it does. */
function decidersOf(hits: readonly Hit[]): Set<string> {
  const counted = hits.filter(({ is_reviewed }) => !is_reviewed);
  const strongest = counted.reduce((most, { action }) => Math.max(most, actions.indexOf(action)), 0);
  if (strongest === 0) return new Set();
  return new Set(
    counted.filter(({ action }) => action === actions[strongest]).map(({ rule, action }) => `${rule} ${action}`),
  );
}

function differing(one: ReadonlySet<string>, other: ReadonlySet<string>): Set<string> {
  return new Set([...one.symmetricDifference(other)].map((decider) => decider.split(' ', 1)[0] ?? ''));
}

function without(hits: readonly Hit[], known: readonly Hit[]): Hit[] {
  const keyOf = ({ place, start, end }: Hit): string => `${place} ${start} ${end}`;
  const keys = new Set(known.map(keyOf));
  return hits.filter((hit) => !keys.has(keyOf(hit)));
}
