/** A step of a decision: a text of the console with its blanks filled, or the record's own words where they are not known here. */
export type Explained =
  | { readonly key: StepKey; readonly values: Readonly<Record<string, string | number>> }
  | { readonly words: string };

type StepKey = `step.${
  | 'auto'
  | 'named'
  | 'clean'
  | 'found'
  | 'foundDecides'
  | 'blocks'
  | 'cannotRedact'
  | 'redacts'
  | 'stays'
  | 'noSecure'
  | 'reroutes'
  | 'pathSecure'
  | 'pathExternal'
  | 'refusedByBudget'
  | 'refused'
  | 'counted'
  | 'converted'
  | 'unsigned'
  | 'reasoningLeft'
  | 'answerRecorded'
  | 'answerReplaced'
  | 'answerCut'}`;

const hit = '"(?<rule>.+?)" at (?<place>\\S+)(?: \\((?<why>.+)\\))?';
const asks = '(?<asks>.+?)';

/** How the gateway writes each step (server/src/journey); a test holds that those of real calls are known. */
const steps: readonly (readonly [StepKey, RegExp])[] = [
  [
    'step.auto',
    /^"auto" takes the first active regular model granted to the caller: "(?<model>.+)", granted to (?<grant>.+)\.$/,
  ],
  ['step.named', /^"(?<model>.+)" is active and granted to (?<grant>.+)\.$/],
  ['step.clean', /^(?<texts>\d+) texts?, (?<characters>\d+) characters? scanned: nothing found\.$/],
  [
    'step.foundDecides',
    /^(?<texts>\d+) texts?, (?<characters>\d+) characters? scanned: (?<hits>\d+) hits? of (?<rules>.+); the strongest action is (?<action>\w+)\.$/,
  ],
  [
    'step.found',
    /^(?<texts>\d+) texts?, (?<characters>\d+) characters? scanned: (?<hits>\d+) hits? of (?<rules>.+)\.$/,
  ],
  ['step.blocks', new RegExp(`^${hit} blocks the call\\.$`)],
  ['step.cannotRedact', /^"(?<rule>.+)" asks to redact (?<place>\S+), where nothing can be replaced: blocked\.$/],
  ['step.redacts', /^(?<findings>\d+) findings? replaced before the request leaves\.$/],
  ['step.stays', new RegExp(`^${asks}, and "(?<model>.+)" is one: it stays\\.$`)],
  ['step.noSecure', new RegExp(`^${asks}, and none is active: blocked\\.$`)],
  [
    'step.reroutes',
    new RegExp(`^${asks}: "(?<model>.+)", the first active one, takes the place of "(?<instead>.+)"\\.$`),
  ],
  ['step.pathSecure', /^"(?<model>.+)" is a secure model: the secure path\.$/],
  ['step.pathExternal', /^"(?<model>.+)" is a regular model: the external path\.$/],
  [
    'step.refusedByBudget',
    /^Refused by the budget "(?<budget>.+)": (?<spent>\S+) of (?<limit>\S+ \S+) used or reserved, (?<asked>\S+) asked for; resets at (?<until>\S+)\.$/,
  ],
  ['step.refused', /^Refused by (?<by>.+)\.$/],
  ['step.counted', /^Its provider does not count tokens: estimated here, and nothing was sent\.$/],
  ['step.converted', /^Converted to (?<target>.+); left out: (?<fields>.+)\.$/],
  [
    'step.unsigned',
    /^A tool call without a thought signature was sent with the value that Google has for calls of other models\.$/,
  ],
  ['step.reasoningLeft', /^Left out: (?<pieces>\d+) of the reasoning that only another provider can open\.$/],
  ['step.answerRecorded', /^In the answer: (?<hits>\d+) hits? of (?<rules>.+), recorded\.$/],
  ['step.answerReplaced', /^In the answer: (?<hits>\d+) hits? of (?<rules>.+), replaced\.$/],
  ['step.answerCut', /^The answer ended at "(?<rule>.+)" in (?<place>\S+)\.$/],
];

export function explained(line: string): Explained {
  for (const [key, pattern] of steps) {
    const groups = pattern.exec(line)?.groups;
    if (groups === undefined) continue;
    const values = Object.entries(groups).map(([name, value]): [string, string] => [name, value ?? '']);
    return { key, values: Object.fromEntries(values) };
  }
  return { words: line };
}

type AskKey = `ask.${'rule' | 'since' | 'unknown'}`;

/** What asked for a secure model, within a step. */
export function explainedAsk(
  asks: string,
): { readonly key: AskKey; readonly values: Readonly<Record<string, string | undefined>> } | null {
  const kinds: readonly (readonly [AskKey, RegExp])[] = [
    ['ask.rule', new RegExp(`^${hit} asks for a secure model$`)],
    ['ask.since', /^Since "(?<rule>.+)" in (?<call>req_\S+), .+ stays with secure models until (?<until>\S+)$/],
    ['ask.unknown', /^It could not be told whether this session must stay with secure models \((?<why>.+)\)$/],
  ];
  for (const [key, pattern] of kinds) {
    const groups = pattern.exec(asks)?.groups;
    if (groups) return { key, values: { ...groups } };
  }
  return null;
}

/** The rules that a step names, how many it leaves out, and how many of the hits stand in reviewed texts. */
export function rulesNamed(told: string): {
  readonly names: readonly string[];
  readonly more: number;
  readonly reviewed: number;
} {
  const [, names = told, more = '0', reviewed = '0'] =
    /^(".+")(?: and (\d+) more)?(?:, (\d+) in reviewed texts, which decide nothing)?$/.exec(told) ?? [];
  return { names: names.replaceAll(/^"|"$/g, '').split('", "'), more: Number(more), reviewed: Number(reviewed) };
}

/** Why a hit counts, each reason by itself; null where it is told in words that are not known. */
export function reasonsOf(why: string):
  | readonly {
      readonly key: 'found.hidden' | 'found.passes' | 'found.near';
      readonly values: { readonly how: string; readonly check: string; readonly words: readonly string[] };
    }[]
  | null {
  const reasons = why.split('; ').map((reason) => {
    const {
      how = '',
      check = '',
      words = '',
    } = /^(?:hidden by (?<how>.+)|passes (?<check>.+)|near (?<words>".+"))$/.exec(reason)?.groups ?? {};
    const key = how ? 'found.hidden' : check ? 'found.passes' : words ? 'found.near' : null;
    const values = { how: how.replaceAll(' in ', ' → '), check, words: words.slice(1, -1).split('", "') };
    return key && ({ key, values } as const);
  });
  return reasons.includes(null) ? null : reasons.filter((reason) => reason !== null);
}

/** Whom a grant is to, where it is not a person, who is told by the address. */
export function granteeOf(told: string): { readonly key: 'group' | 'instance'; readonly name: string } | null {
  const { kind, name = '' } = /^the (?<kind>group|instance) "?(?<name>.+?)"?$/.exec(told)?.groups ?? {};
  return kind === 'group' || kind === 'instance' ? { key: kind, name } : null;
}
