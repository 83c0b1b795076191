import type { RuleFields } from './rules/rule-changes.ts';
import type { Rule, RuleTest } from './data.ts';

/** A rule as it is typed: lists as lines, numbers as text. */
export interface Draft {
  readonly id: string;
  readonly display_name: string;
  readonly description: string;
  readonly category: Rule['category'];
  readonly kind: Rule['kind'];
  readonly regex: string;
  readonly flags: string;
  readonly group: string;
  readonly keywords: string;
  readonly keyword_match: 'word' | 'substring';
  readonly case_sensitive: boolean;
  readonly detector: string;
  readonly fingerprints: string;
  readonly validator: string;
  readonly context: string;
  readonly except: string;
  readonly scope: readonly NonNullable<Rule['scope']>[number][];
  readonly count_min: string;
  readonly severity: Rule['severity'];
  readonly action: Rule['action'];
  readonly is_enabled: boolean;
  readonly direction: Rule['direction'];
  readonly response_action: NonNullable<Rule['response_action']>;
  readonly sticky: '' | NonNullable<Rule['sticky']>;
  readonly match: readonly string[];
  readonly no_match: readonly string[];
}

export type DraftField = keyof Draft;

const empty: Draft = {
  id: '',
  display_name: '',
  description: '',
  category: 'enterprise',
  kind: 'keywords',
  regex: '',
  flags: '',
  group: '',
  keywords: '',
  keyword_match: 'word',
  case_sensitive: false,
  detector: '',
  fingerprints: '',
  validator: '',
  context: '',
  except: '',
  scope: [],
  count_min: '',
  severity: 'medium',
  action: 'allow',
  is_enabled: true,
  direction: 'request',
  response_action: 'record',
  sticky: '',
  match: [],
  no_match: [],
};

/** Of a rule as it is in force; without one of a new rule, which only records until somebody says otherwise. */
export function draftOf(rule: Partial<Rule> | null): Draft {
  if (rule === null) return empty;
  const lines = (list: readonly string[] | undefined): string => list?.join('\n') ?? '';
  const digits = (value: number | undefined): string => (value === undefined ? '' : String(value));
  return {
    ...empty,
    ...Object.fromEntries(Object.entries(rule).filter(([field, value]) => field in empty && value !== undefined)),
    group: digits(rule.group),
    count_min: digits(rule.count_min),
    keywords: lines(rule.keywords),
    context: lines(rule.context),
    except: lines(rule.except),
    match: rule.examples?.match ?? [],
    no_match: rule.examples?.no_match ?? [],
  };
}

const listOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
const orNull = (text: string): string | null => (text === '' ? null : text);
/** What is no number stays text, so that the answer of the gateway names the field. */
const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/** What the API is told: null for what a rule does without. */
export function fieldsOf(draft: Draft): RuleFields {
  const { kind } = draft;
  const isRegex = kind === 'regex';
  const isKeywords = kind === 'keywords';
  const context = listOf(draft.context);
  const except = listOf(draft.except);
  return {
    display_name: draft.display_name,
    description: draft.description,
    category: draft.category,
    kind,
    regex: isRegex ? draft.regex : null,
    flags: isRegex ? orNull(draft.flags) : null,
    group: isRegex ? numberOf(draft.group) : null,
    keywords: isKeywords ? listOf(draft.keywords) : null,
    keyword_match: isKeywords && draft.keyword_match === 'substring' ? 'substring' : null,
    case_sensitive: isKeywords && draft.case_sensitive ? true : null,
    detector: kind === 'detector' ? draft.detector : null,
    fingerprints: kind === 'fingerprints' ? draft.fingerprints : null,
    validator: orNull(draft.validator),
    context: context.length === 0 ? null : context,
    except: except.length === 0 ? null : except,
    scope: draft.scope.length === 0 ? null : [...draft.scope],
    count_min: numberOf(draft.count_min),
    severity: draft.severity,
    action: draft.action,
    is_enabled: draft.is_enabled,
    direction: draft.direction,
    response_action: draft.response_action === 'record' ? null : draft.response_action,
    sticky: draft.sticky === '' ? null : draft.sticky,
    examples: { match: draft.match.filter(Boolean), no_match: draft.no_match.filter(Boolean) },
  };
}

/** What can be said of a built-in rule. */
export const overridable = [
  'action',
  'severity',
  'is_enabled',
  'except',
  'scope',
  'count_min',
  'sticky',
  'direction',
  'response_action',
] as const satisfies readonly (keyof RuleFields & DraftField)[];

export function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A rule as the pack has it, without what was changed on it. */
export function packOf(rule: Rule): Rule {
  const { override, pack } = rule;
  if (override === null || pack === null) return rule;
  const kept = Object.entries(rule).filter(([field]) => field === 'id' || !(field in override));
  return { ...(Object.fromEntries(kept) as Partial<Rule>), ...pack } as Rule;
}

/** What to send so that a rule becomes what was typed; on a built-in one, null where it is what the pack says. */
export function changesOf(rule: Rule, draft: Draft): RuleFields {
  const before = fieldsOf(draftOf(rule));
  const after = fieldsOf(draft);
  const changed = Object.entries(after).filter(([field, value]) => !equal(value, before[field as keyof RuleFields]));
  if (rule.origin === 'custom') return Object.fromEntries(changed);
  const pack = fieldsOf(draftOf(packOf(rule)));
  return Object.fromEntries(
    changed
      .filter(([field]) => (overridable as readonly string[]).includes(field))
      .map(([field, value]) => {
        if (equal(value, pack[field as keyof RuleFields])) return [field, null];
        // Nothing is something else than what the pack says.
        return [field, value === null && field === 'except' ? [] : value];
      }),
  );
}

type Unsaved = NonNullable<RuleTest['rules']>[number];

/** For the test bench and the backtest: the rule as it was typed, though it is not saved. */
export function unsavedOf(rule: Rule | null, draft: Draft): Unsaved {
  const stated = (fields: object): object =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
  if (rule?.origin === 'built_in') {
    return stated({ ...rule.override, ...changesOf(rule, draft), id: rule.id }) as Unsaved;
  }
  const { origin: _o, override: _v, pack: _p, managed_by_file: _m, revision: _r, ...own } = rule ?? ({} as Rule);
  const id = rule?.id ?? (draft.id || 'draft');
  return stated({ ...own, ...fieldsOf(draft), id, display_name: draft.display_name || id }) as Unsaved;
}
