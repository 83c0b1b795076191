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
  | 'refused'
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
  ['step.refused', /^Refused by (?<by>.+)\.$/],
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
