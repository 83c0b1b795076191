import { readFileSync } from 'node:fs';
import type { Rule } from '@tollgate/contract';
import { detectors } from '../detectors/index.ts';
import { withOptions } from '../detectors/options.ts';
import type { FingerprintSets } from '../fingerprints/fingerprint-set.ts';
import { fingerprintFinder } from '../fingerprints/match.ts';
import { InvalidRule } from '../invalid-rule.ts';
import type { Finder, MatchAt } from './compiled-rule.ts';
import { fold } from './fold.ts';
import { keywordFinder } from './keyword-finder.ts';
import { compileLinearRegex } from './linear-regex.ts';
import { requiredLiterals, type RequiredLiterals } from './required-literals.ts';

export type Origin = 'built-in' | 'custom';

/** @throws InvalidRule when the rule's pattern, group, detector or set is none */
export function compileFinder(rule: Rule, origin: Origin, sets?: FingerprintSets): Finder {
  const given = (['regex', 'keywords', 'detector', 'fingerprints'] as const).filter(
    (field) => rule[field] !== undefined,
  );
  for (const field of given) {
    if (field !== rule.kind) throw new InvalidRule(rule.id, field, `a rule of kind ${rule.kind} has no ${field}`);
  }
  assertBelongs(rule);
  switch (rule.kind) {
    case 'keywords':
      return keywordFinder(rule, required(rule, rule.keywords, 'keywords'));
    case 'detector':
      return detectorFinder(rule, required(rule, rule.detector, 'detector'));
    case 'regex':
      return regexFinder(rule, required(rule, rule.regex, 'regex'), origin);
    case 'fingerprints':
      return fingerprints(rule, required(rule, rule.fingerprints, 'fingerprints'), sets);
  }
}

/** Fields that say something of one kind only. */
const kindOf = {
  keyword_match: 'keywords',
  case_sensitive: 'keywords',
  keywords_in_case: 'keywords',
  detector_options: 'detector',
} as const;

/** A field that changes nothing is a mistake of who wrote it. */
function assertBelongs(rule: Rule): void {
  for (const [field, kind] of Object.entries(kindOf)) {
    if (rule[field as keyof typeof kindOf] === undefined || rule.kind === kind) continue;
    throw new InvalidRule(rule.id, field, `only a rule of kind ${kind} has ${field}`);
  }
}

function required<T>(rule: Rule, value: T | undefined, field: string): T {
  if (value === undefined) throw new InvalidRule(rule.id, field, `a rule of kind ${rule.kind} needs ${field}`);
  return value;
}

function fingerprints(rule: Rule, id: string, sets: FingerprintSets | undefined): Finder {
  const set = sets?.get(id);
  if (set === undefined) throw new InvalidRule(rule.id, 'fingerprints', 'there is no set of fingerprints of this id');
  return { kind: 'whole-text', literals: null, find: fingerprintFinder(set) };
}

function detectorFinder(rule: Rule, name: string): Finder {
  const detector = detectors.get(name);
  if (detector === undefined) {
    throw new InvalidRule(
      rule.id,
      'detector',
      `there is no detector ${name}; there are ${[...detectors.keys()].join(', ')}`,
    );
  }
  const told = withOptions(rule, name, detector);
  if (told.kind === 'numbers') return { kind: 'numbers', detector: told };
  return { kind: 'anchored', literals: told.anchors.map(fold), detector: told };
}

/**
 * What the built-in patterns require, by their source. Worked out ahead (`npm run packs`), since the engine that reads
 * patterns takes 0.5 s and 180 MB for all of them; a test holds the file equal to what it says.
 */
const literalsOfBuiltIns = new Map<string, RequiredLiterals | null>(
  Object.entries(JSON.parse(readFileSync(new URL('../packs/literals.json', import.meta.url), 'utf8')) as object),
);

/**
 * Built-in patterns run on V8, tried only at their literals; a test shows each of them linear. Administrators' patterns
 * run on an engine that is linear whatever they write.
 */
function regexFinder(rule: Rule, pattern: string, origin: Origin): Finder {
  const flags = rule.flags ?? '';
  const group = rule.group ?? 0;
  if (origin === 'custom') {
    const regex = compileLinearRegex(rule.id, pattern, flags, group);
    const literals = requiredLiterals(regex.syntax)?.literals ?? null;
    return { kind: 'whole-text', literals, find: regex.find, free: regex.free };
  }
  const source = sourceOf(pattern, flags);
  let found = literalsOfBuiltIns.get(source);
  if (found === undefined) {
    // A pattern of another release, kept with a policy of its time.
    found = literalsOf(rule, pattern);
    literalsOfBuiltIns.set(source, found);
  }
  if (found === null || found.offset === null) {
    throw new InvalidRule(rule.id, 'regex', 'a built-in pattern needs literals at a fixed distance from its start');
  }
  return {
    kind: 'at-literal',
    literals: found.literals,
    offset: found.offset,
    matchAt: matcher(pattern, flags, group),
  };
}

/** Names a pattern with its flags. */
export function sourceOf(pattern: string, flags: string): string {
  return `${flags}/${pattern}`;
}

/** The literals that every match of a built-in rule's pattern holds. @throws InvalidRule */
export function literalsOf(rule: Rule, pattern: string): RequiredLiterals | null {
  // Read without the case flag: literals are compared without regard to case anyway.
  const flags = (rule.flags ?? '').replace('i', '');
  const regex = compileLinearRegex(rule.id, pattern, flags, rule.group ?? 0);
  const literals = requiredLiterals(regex.syntax);
  regex.free();
  return literals;
}

function matcher(pattern: string, flags: string, group: number): MatchAt {
  const regex = new RegExp(pattern, `${flags}y`);
  const withGroups = new RegExp(pattern, `${flags}yd`);
  return (text, at) => {
    regex.lastIndex = at;
    if (!regex.test(text)) return null;
    const matchEnd = regex.lastIndex;
    if (group === 0) return { start: at, end: matchEnd, matchEnd };
    withGroups.lastIndex = at;
    const span = withGroups.exec(text)?.indices?.[group];
    return span === undefined ? null : { start: span[0], end: span[1], matchEnd };
  };
}
