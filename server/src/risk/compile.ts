import { hash as digest } from 'node:crypto';
import type { Rule, RuleOverride } from '@tollgate/contract';
import { compileAnswers } from './answer/answer-rules.ts';
import { compileFinder, type Origin } from './engine/compile-finder.ts';
import type { CompiledRule } from './engine/compiled-rule.ts';
import { entropyOf } from './engine/entropy.ts';
import { scopeBit } from './engine/scope-bit.ts';
import type { FingerprintSets } from './fingerprints/fingerprint-set.ts';
import { hashRules } from './hash-rules.ts';
import { InvalidRule } from './invalid-rule.ts';
import { scanner } from './scanner.ts';
import type { RuleSet, RuleSources } from './rule-set.ts';
import { validators } from './validators/index.ts';

export interface CompileOptions {
  /** How much the results of texts already scanned may take, in bytes. */
  readonly resultBytesMax?: number;
}

/**
 * Puts rules in force: the built-in ones as administrators changed them, then their own; only enabled ones.
 *
 * @throws InvalidRule for the first rule that cannot be evaluated
 */
export function compileRules(sources: RuleSources, options: CompileOptions = {}): RuleSet {
  const builtIn = applyOverrides(sources.builtIn, sources.overrides);
  const ids = new Set(builtIn.map((rule) => rule.id));
  for (const { id } of sources.custom) {
    if (ids.has(id)) throw new InvalidRule(id, 'id', 'there is a rule of this id already');
    ids.add(id);
  }
  const compiled = [
    ...builtIn.filter(isEnabled).map((rule) => compileRule(rule, 'built-in')),
    ...sources.custom.filter(isEnabled).map((rule) => compileRule(rule, 'custom', sources.fingerprints)),
  ];
  const rules = compiled.map(({ rule }) => rule);
  const hash = hashRules(rules, sources.fingerprints);
  const ofRequests = compiled.filter(({ rule }) => rule.direction !== 'response');
  const answers = compileAnswers(compiled, hash);
  const scan = scanner(ofRequests, hash, options.resultBytesMax ?? 16 * 1024 * 1024);
  return { hash, rules, compiled, sources, answers, ...scan };
}

/** For who has to answer at once: what rules look for is put together now, and not for the first text. */
export function compileReadyRules(sources: RuleSources): RuleSet {
  const rules = compileRules(sources);
  rules.find([{ place: '', scope: 'other', value: ' ' }]);
  return rules;
}

function isEnabled(rule: Rule): boolean {
  return rule.is_enabled;
}

/** @throws InvalidRule for an override of no rule */
export function applyOverrides(rules: readonly Rule[], overrides: readonly RuleOverride[]): Rule[] {
  const byId = new Map(overrides.map((override) => [override.id, override]));
  const changed = rules.map((rule) => {
    const override = byId.get(rule.id);
    byId.delete(rule.id);
    return override === undefined ? rule : { ...rule, ...definedOnly(override) };
  });
  const [unknown] = byId.keys();
  if (unknown !== undefined) throw new InvalidRule(unknown, 'id', 'there is no built-in rule of this id');
  return changed;
}

/** A field given as `undefined` changes nothing. */
function definedOnly(override: RuleOverride): Partial<Rule> {
  return Object.fromEntries(Object.entries(override).filter(([, value]) => value !== undefined));
}

/** @throws InvalidRule */
export function compileRule(rule: Rule, origin: Origin, sets?: FingerprintSets): CompiledRule {
  return {
    rule,
    finder: compileFinder(rule, origin, sets),
    scopes: rule.scope === undefined ? -1 : rule.scope.reduce((bits, scope) => bits | scopeBit(scope), 0),
    context: rule.context ?? null,
    accepts: acceptance(rule),
  };
}

function acceptance(rule: Rule): CompiledRule['accepts'] {
  const validator = rule.validator === undefined ? undefined : validators.get(rule.validator);
  if (rule.validator !== undefined && validator === undefined) {
    throw new InvalidRule(
      rule.id,
      'validator',
      `there is no validator ${rule.validator}; there are ${[...validators.keys()].join(', ')}`,
    );
  }
  const isExcepted = exceptions(rule.except ?? []);
  const entropyMin = rule.entropy_min ?? 0;
  if (validator === undefined && isExcepted === null && entropyMin === 0) return () => true;
  return (text, start, end) => {
    const value = text.slice(start, end);
    if (isExcepted?.(value)) return false;
    if (entropyMin > 0 && entropyOf(value) < entropyMin) return false;
    return validator === undefined || validator(value, text, start, end);
  };
}

const digestPrefix = 'sha256:';

/**
 * Says of a finding whether it is one of those that count for none, whatever its case. An entry `sha256:` with 64 hex
 * digits stands for a finding that the policy must not hold itself: the digest of its lower-case form.
 */
function exceptions(entries: readonly string[]): ((value: string) => boolean) | null {
  if (entries.length === 0) return null;
  const known = new Set(entries.map((entry) => entry.toLowerCase()));
  const hasDigests = entries.some((entry) => entry.startsWith(digestPrefix));
  return (value) => {
    const lower = value.toLowerCase();
    return known.has(lower) || (hasDigests && known.has(digestPrefix + digest('sha256', lower)));
  };
}
