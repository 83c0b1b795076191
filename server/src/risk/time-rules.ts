import type { CompiledRule } from './engine/compiled-rule.ts';
import { compileScan } from './engine/scan-text.ts';
import { scopeBit } from './engine/scope-bit.ts';
import type { ScanText } from './rule-set.ts';

/** What one rule took alone, in microseconds, for this many UTF-16 code units. */
export interface RuleTime {
  readonly rule: string;
  readonly us: number;
  readonly characters: number;
}

/** Longer texts make rules slower, and not otherwise. */
const usualCharactersMax = 100_000;

/**
 * Measures rules one by one, each alone and over the beginning of the texts, for as long as somebody takes
 * the next measurement. What stands openly is looked at, since undoing disguises is no rule's own cost. The second of
 * two runs counts: the first one pays for what the engine makes ready.
 */
export function* timeRules(
  rules: readonly CompiledRule[],
  texts: readonly ScanText[],
  charactersMax = usualCharactersMax,
): Generator<RuleTime> {
  const beginning = beginningOf(texts, charactersMax);
  const characters = beginning.reduce((sum, { value }) => sum + value.length, 0);
  for (const compiled of rules) {
    const scan = compileScan([compiled]);
    const run = (): void => beginning.forEach(({ value, scope }) => scan(value, scopeBit(scope)));
    run();
    const startedAt = performance.now();
    run();
    yield { rule: compiled.rule.id, us: (performance.now() - startedAt) * 1000, characters };
  }
}

function beginningOf(texts: readonly ScanText[], charactersMax: number): ScanText[] {
  const beginning: ScanText[] = [];
  let left = charactersMax;
  for (const text of texts) {
    if (left <= 0) break;
    beginning.push({ ...text, value: text.value.slice(0, left) });
    left -= text.value.length;
  }
  return beginning;
}
