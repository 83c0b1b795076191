import type { Rule } from '@tollgate/contract';
import { compileAudience, type Who } from '../audience.ts';
import type { CompiledRule } from '../engine/compiled-rule.ts';
import { compileScan } from '../engine/scan-text.ts';
import { scanner } from '../scanner.ts';
import { AnswerReader } from './answer-reader.ts';
import { reachOf } from './reach.ts';
import type { ActingRules, ReadingRules } from './reading-rules.ts';

/** The rules that read answers, put in force. */
export interface AnswerRules {
  /** For one answer given to this caller, or to anybody; null when no rule reads what it gets. */
  reader(who?: Who): AnswerReader | null;
}

/** Null when there are none: then answers are passed on without a look. */
export function compileAnswers(compiled: readonly CompiledRule[], hash: string): AnswerRules | null {
  const rules = compiled.filter(({ rule }) => rule.direction !== 'request').map(asInAnswers);
  if (rules.length === 0) return null;
  const reading: ReadingRules = {
    rules,
    whole: scanner(rules, hash, resultBytesMax),
    acting: compileActing(rules.filter(({ rule }) => rule.action !== 'allow')),
  };
  const reads = rules.map(({ rule }) => compileAudience(rule));
  return {
    reader(who) {
      const own = new Set(
        rules.filter((_, number) => who === undefined || reads[number]!(who)).map(({ rule }) => rule.id),
      );
      return own.size === 0 ? null : new AnswerReader(reading, own, who);
    },
  };
}

/** Answers seldom come twice: nothing is kept of them. */
const resultBytesMax = 1;
const actionOf = { record: 'allow', redact: 'redact', cut: 'block' } as const;

function asInAnswers(compiled: CompiledRule): CompiledRule {
  const rule: Rule = { ...compiled.rule, action: actionOf[compiled.rule.response_action ?? 'record'] };
  return { ...compiled, rule };
}

function compileActing(rules: readonly CompiledRule[]): ActingRules {
  const hasContext = rules.some(({ context }) => context !== null);
  return {
    rules,
    reaches: rules.map(reachOf),
    find: compileScan(rules),
    findLoosely: hasContext ? compileScan(rules.map((one) => ({ ...one, context: null }))) : null,
  };
}
