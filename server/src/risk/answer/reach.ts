import type { CompiledRule } from '../engine/compiled-rule.ts';
import { compileLinearRegex } from '../engine/linear-regex.ts';
import { withAsciiClasses } from './ascii-classes.ts';
import { heldLine, heldLines, heldNumber, type HeldTail, heldWord } from './held-tail.ts';
import { LiveLiterals, type Trie, trieOf } from './live-literals.ts';
import { LivePattern } from './live-pattern.ts';
import { edgeUnits, type LiveText, wordEdgeUnits } from './live-text.ts';
import { patternProgram } from './pattern-program.ts';
import { PatternSteps } from './pattern-steps.ts';

/** How far a rule may reach over text that has not come yet, or has gone already. */
export interface Reach {
  /** Follows the text; null where its end alone tells. */
  readonly follow: (() => LiveText | LivePattern) | null;
  /** Only where such a character has come there can be something. */
  readonly sign: RegExp | null;
  readonly tail: HeldTail | null;
  /** So many code units after a finding it is sure. */
  readonly after: number;
  /** So many code units before a finding are looked at. */
  readonly before: number;
  /** So many code units after a finding a word of its rule's context may end; 0 without a context. */
  readonly context: number;
}

/** What checks of a finding look at beside it. */
const besideUnits = 8;
const beforeUnits = 256;
const contextUnits = 64;
const tableUnits = 4096;
/** How far beyond its anchor a detector looks. */
const beyondAnchor = 256;

const anything = /[^]/;
const digit = /\d/;
const partOfAddress = /[@.\d]/;

/** Detectors whose findings are over when a word or a number is; all others are waited for from their anchors on. */
const tails: ReadonlyMap<string, HeldTail> = new Map([
  ['email_address', heldWord],
  ['internal_host', heldWord],
  ['iban', heldNumber],
]);
/** Detectors whose findings begin several words before their anchor, or lines before what proves them. */
const before: ReadonlyMap<string, HeldTail> = new Map([
  ['postal_address', heldLine],
  ['standalone_marking', heldLine],
  ['customer_table', heldLines],
  ['staff_table', heldLines],
  ['kubernetes_secret', heldLines],
]);

export function reachOf(compiled: CompiledRule): Reach {
  const { rule, context, finder } = compiled;
  const isChecked = rule.validator !== undefined || rule.kind === 'detector';
  const word = context === null ? 0 : contextUnits + Math.max(0, ...context.map(({ length }) => length));
  const isOfTable = rule.detector?.endsWith('_column') === true;
  return {
    ...followed(compiled),
    after: isChecked ? besideUnits : finder.kind === 'keywords' ? wordEdgeUnits : edgeUnits,
    before: Math.max(isOfTable ? tableUnits : beforeUnits, word),
    context: word,
  };
}

function followed({ rule, finder }: CompiledRule): Pick<Reach, 'follow' | 'sign' | 'tail'> {
  switch (finder.kind) {
    case 'keywords': {
      const trie = trieOf(finder.literals);
      return { follow: () => new LiveLiterals(trie, wordEdgeUnits), sign: null, tail: null };
    }
    case 'at-literal':
    case 'whole-text': {
      const isBuiltIn = finder.kind === 'at-literal';
      const pattern = isBuiltIn ? withAsciiClasses(rule.regex ?? '') : rule.regex;
      const program = pattern === undefined ? null : programOf(rule.id, pattern, rule.flags ?? '');
      return program === null
        ? { follow: null, sign: anything, tail: heldLine }
        : { follow: () => new LivePattern(program), sign: null, tail: null };
    }
    case 'anchored': {
      const own = tails.get(rule.detector ?? '');
      if (own !== undefined) return { follow: null, sign: partOfAddress, tail: own };
      const trie: Trie = trieOf(finder.literals);
      const tail = before.get(rule.detector ?? '') ?? (rule.kind === 'detector' ? heldWord : heldLine);
      return { follow: () => new LiveLiterals(trie, beyondAnchor), sign: null, tail };
    }
    case 'numbers':
      return { follow: null, sign: digit, tail: heldNumber };
    default:
      return { follow: null, sign: anything, tail: heldLine };
  }
}

const programs = new Map<string, PatternSteps | null>();
const programsMax = 2000;

/** Kept over changes of policy, since the engine that reads patterns takes its time. */
function programOf(rule: string, pattern: string, flags: string): PatternSteps | null {
  const key = `${flags}/${pattern}`;
  let program = programs.get(key);
  if (program === undefined) {
    const regex = compileLinearRegex(rule, pattern, flags, 0);
    const read = patternProgram(regex.syntax);
    program = read && new PatternSteps(read);
    regex.free();
    if (programs.size >= programsMax) programs.clear();
    programs.set(key, program);
  }
  return program;
}
