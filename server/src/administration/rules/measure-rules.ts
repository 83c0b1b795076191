import { setImmediate } from 'node:timers/promises';
import type { admin } from '@tollgate/contract';
import type { RuleCosts } from '../../risk/rule-costs.ts';
import type { CompiledRule } from '../../risk/engine/compiled-rule.ts';
import type { ScanText } from '../../risk/rule-set.ts';
import { timeRules } from '../../risk/time-rules.ts';

/** Calls go on between two measurements, and all of them together may not take long. */
const timeMaxMs = 500;

/**
 * What each rule costs on these texts, alone, as far as there is time; the dearest first.
 * @param first rules that have their turn before the others
 */
export async function measureRules(
  rules: readonly CompiledRule[],
  texts: readonly ScanText[],
  { first, costs }: { readonly first: readonly string[]; readonly costs: RuleCosts },
): Promise<admin.RuleTimes> {
  const urgent = new Set(first);
  const inTurn = rules.toSorted((a, b) => Number(urgent.has(b.rule.id)) - Number(urgent.has(a.rule.id)));
  const measured: { rule: string; us: number }[] = [];
  let characters = 0;
  const until = performance.now() + timeMaxMs;
  for (const time of timeRules(inTurn, texts)) {
    costs.note(time);
    measured.push({ rule: time.rule, us: Math.round(time.us * 10) / 10 });
    characters = time.characters;
    if (performance.now() > until) break;
    await setImmediate();
  }
  const is_complete = measured.length === inTurn.length;
  return { characters, is_complete, rules: measured.toSorted((a, b) => b.us - a.us) };
}
