import { Rule } from '@tollgate/contract';
import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { compileLinearRegex } from '../../../risk/engine/linear-regex.ts';
import { InvalidRule } from '../../../risk/invalid-rule.ts';
import { NotCarried, re2ToRust } from './re2-to-rust.ts';

/** What is said of one rule of a file, by the name it has there; of the whole file when it is empty. */
export interface RuleNote {
  readonly rule: string;
  readonly message: string;
}

export interface GitleaksRules {
  readonly rules: readonly Rule[];
  /** Rules that are not taken over, and why. */
  readonly skipped: readonly RuleNote[];
  /** What is not carried of those that are. */
  readonly notes: readonly RuleNote[];
}

/** What the rules get that a gitleaks file does not say. */
export interface GitleaksDefaults {
  readonly action: Rule['action'];
  readonly severity: Rule['severity'];
}

const Allowlist = z.object({
  regexes: z.array(z.string()).default([]),
  paths: z.array(z.string()).default([]),
  commits: z.array(z.string()).default([]),
  stopwords: z.array(z.string()).default([]),
});
type Allowlist = z.infer<typeof Allowlist>;

/** Both ways to write them: one table before version 8.25, a list of tables since. */
const withAllowlists = { allowlist: Allowlist.optional(), allowlists: z.array(Allowlist).default([]) };

const GitleaksRule = z.object({
  id: z.string().min(1),
  description: z.string().default(''),
  regex: z.string().default(''),
  path: z.string().default(''),
  secretGroup: z.int().min(0).default(0),
  entropy: z.number().default(0),
  keywords: z.array(z.string()).default([]),
  skipReport: z.boolean().default(false),
  required: z.array(z.unknown()).default([]),
  ...withAllowlists,
});
type GitleaksRule = z.infer<typeof GitleaksRule>;

const GitleaksFile = z.object({
  extend: z.unknown().optional(),
  rules: z.array(GitleaksRule).default([]),
  ...withAllowlists,
});

/** The text is no gitleaks configuration; the message says where and why, and quotes nothing. */
export class NoGitleaksFile extends Error {
  override readonly name = 'NoGitleaksFile';
}

/**
 * Reads a gitleaks configuration (github.com/gitleaks/gitleaks, `.gitleaks.toml`, version 8) as rules of category
 * security.
 * @throws NoGitleaksFile
 */
export function readGitleaks(text: string, defaults: GitleaksDefaults): GitleaksRules {
  const file = GitleaksFile.safeParse(tomlOf(text));
  if (!file.success) {
    const [issue] = file.error.issues;
    throw new NoGitleaksFile(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`);
  }
  const notes: RuleNote[] = [];
  const skipped: RuleNote[] = [];
  const everywhere = allowlistsOf(file.data);
  if (file.data.extend !== undefined)
    notes.push({ rule: '', message: 'what the file extends is not read: import it too' });
  noteAllowlists('', everywhere, notes);
  const rules: Rule[] = [];
  const ids = new Set<string>();
  for (const rule of file.data.rules) {
    try {
      const read = ruleOf(rule, everywhere, defaults, notes);
      if (ids.has(read.id)) throw new NotCarried('there is another rule of this id in the file');
      ids.add(read.id);
      rules.push(read);
    } catch (error) {
      if (!(error instanceof NotCarried || error instanceof InvalidRule)) throw error;
      skipped.push({ rule: rule.id, message: error instanceof InvalidRule ? error.told : error.message });
    }
  }
  return { rules, skipped, notes: notes.filter(({ rule }) => !skipped.some((one) => one.rule === rule)) };
}

function tomlOf(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new NoGitleaksFile(`line ${error.line}, column ${error.column}: this is no TOML`);
  }
}

/** @throws NotCarried, InvalidRule */
function ruleOf(
  rule: GitleaksRule,
  everywhere: readonly Allowlist[],
  defaults: GitleaksDefaults,
  notes: RuleNote[],
): Rule {
  const note = (message: string): number => notes.push({ rule: rule.id, message });
  if (rule.regex === '') throw new NotCarried('it looks at the names of files alone, and there are none in a call');
  if (rule.skipReport) throw new NotCarried('it only serves other rules (skipReport)');
  if (rule.required.length > 0) throw new NotCarried('it counts only beside findings of other rules (required)');
  const id = idOf(rule.id);
  const regex = re2ToRust(rule.regex);
  const group = groupOf(id, regex, rule.secretGroup, note);
  if (rule.path !== '') note('its path is not carried: it reads every text');
  const absent = rule.keywords.filter((word) => !rule.regex.toLowerCase().includes(word.toLowerCase()));
  if (absent.length > 0) note('its keywords are not carried: it may find something in texts without one of them');
  const allowlists = allowlistsOf(rule);
  noteAllowlists(rule.id, allowlists, notes);
  const except = [...new Set([...allowlists, ...everywhere].flatMap(({ stopwords }) => stopwords))];
  const parsed = Rule.safeParse({
    id,
    display_name: displayNameOf(rule.id),
    description: rule.description.slice(0, 2000),
    category: 'security',
    kind: 'regex',
    regex,
    ...(group > 0 && { group }),
    ...(rule.entropy > 0 && { entropy_min: rule.entropy }),
    ...(except.length > 0 && { except }),
    ...defaults,
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new NotCarried(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`);
  }
  return parsed.data;
}

/**
 * Where no group is named, gitleaks takes the first one that holds something: that is the only one, or not known before.
 * @throws InvalidRule
 */
function groupOf(id: string, regex: string, secretGroup: number, note: (message: string) => void): number {
  const compiled = compileLinearRegex(id, regex, '', secretGroup);
  const { groups } = compiled;
  compiled.free();
  if (secretGroup > 0 || groups === 0) return secretGroup;
  if (groups === 1) return 1;
  note('it has several groups and names none: the whole match is the finding');
  return 0;
}

function allowlistsOf({
  allowlist,
  allowlists,
}: {
  allowlist?: Allowlist | undefined;
  allowlists: Allowlist[];
}): Allowlist[] {
  return allowlist === undefined ? allowlists : [allowlist, ...allowlists];
}

function noteAllowlists(rule: string, allowlists: readonly Allowlist[], notes: RuleNote[]): void {
  const has = (part: keyof Allowlist): boolean => allowlists.some((list) => list[part].length > 0);
  if (has('regexes')) notes.push({ rule, message: 'patterns of its allowlist are not carried' });
  if (has('paths') || has('commits')) {
    notes.push({ rule, message: 'paths and commits of its allowlist are not carried: there are none in a call' });
  }
  if (has('stopwords')) {
    notes.push({ rule, message: 'its stopwords became exceptions: findings that equal one, not those that hold one' });
  }
}

/** @throws NotCarried */
function idOf(name: string): string {
  const id = `gitleaks_${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')}`;
  if (id === 'gitleaks_' || id.length > 64) throw new NotCarried('its id cannot be made one of ours');
  return id;
}

function displayNameOf(name: string): string {
  const words = name.replaceAll(/[-_.\s]+/g, ' ').trim();
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 120);
}
