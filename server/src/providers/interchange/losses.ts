import type { OptionName, Part, Prompt, Tool } from './prompt.ts';

/** What a protocol has no word for, and that dropping would change what the caller asked for. */
export class CannotCarry extends Error {
  override readonly name = 'CannotCarry';
  /** JSON path in the caller's body. */
  readonly param: string;
  constructor(param: string, message: string) {
    super(message);
    this.param = param;
  }
}

/**
 * What becomes of each thing when a request changes its protocol. `carried`: the writer has a word for it, perhaps not
 * for each of its values. `dropped`: the answer means the same without it; the record says so. `refused`: it would not.
 */
export type Fate = 'carried' | 'dropped' | 'refused';

/** One writer's table; docs/reference/conversions.md is made of these. */
export interface CarryTable {
  readonly options: Readonly<Record<OptionName, Fate>>;
  readonly parts: Readonly<Record<Part['kind'], Fate>>;
  /** Other things with a name of their own. */
  readonly others: Readonly<Record<OtherThing, Fate>>;
}

export const otherThings = [
  'cacheControl', // marks of Anthropic's prompt cache
  'citations',
  'participantName', // `name` of a message
  'imageDetail',
  'strictTools',
  'otherTools', // hosted and custom tools, which are no functions
  'resultIsError',
  'mediaByUrl',
  'mediaByFileId',
  'mediaInToolResult',
  'unknownMember', // a member of the body that this version does not know
  'unknownPartMember',
] as const;
export type OtherThing = (typeof otherThings)[number];

/** What a writer could not carry over; each loss is refused or noted, as the writer's table says. */
export class Losses {
  readonly target: string;
  readonly table: CarryTable;
  private readonly dropped = new Map<string, number>();

  /** @param target the protocol's name as people write it: "Anthropic messages" */
  constructor(target: string, table: CarryTable) {
    this.target = target;
    this.table = table;
  }

  /** @throws CannotCarry */
  lose(thing: OptionName | Part['kind'] | OtherThing, param: string): void {
    const { options, parts, others } = this.table;
    const fate = { ...options, ...parts, ...others }[thing];
    if (fate !== 'dropped') this.refuse(param);
    this.drop(param);
  }

  /** A value without a counterpart that the answer means the same without, whatever the table says of the thing. */
  drop(param: string): void {
    this.dropped.set(param, (this.dropped.get(param) ?? 0) + 1);
  }

  /** A value that the other protocol has no word for, whatever the table says of the thing. @throws CannotCarry */
  refuse(
    param: string,
    why = `"${param}" has no counterpart in ${this.target}, which the model of this call speaks.`,
  ): never {
    throw new CannotCarry(param, why);
  }

  /** One line for the record; empty when nothing was dropped. The names of fields only, never what stood in them. */
  notices(): string[] {
    if (this.dropped.size === 0) return [];
    const names = [...this.dropped.keys()];
    const shown = names.slice(0, 20).join(', ') + (names.length > 20 ? ` and ${names.length - 20} more` : '');
    return [`Converted to ${this.target}; left out: ${shown}.`];
  }
}

/** Hands every option and unknown member that the table does not carry to `losses`: first of all in each writer. */
export function loseWhatIsNotCarried(prompt: Prompt, losses: Losses): void {
  for (const [name, option] of Object.entries(prompt.options)) {
    if (losses.table.options[name as OptionName] !== 'carried') losses.lose(name as OptionName, option.param);
  }
  for (const name of Object.keys(prompt.unknown)) losses.lose('unknownMember', name);
  for (const place of prompt.leftOut ?? []) losses.drop(place);
  for (const turn of prompt.turns) {
    if (turn.name !== null && losses.table.others.participantName !== 'carried') {
      losses.lose('participantName', `${turn.place}.name`);
    }
    for (const name of Object.keys(turn.unknown ?? {})) losses.lose('unknownPartMember', `${turn.place}.${name}`);
    for (const part of turn.parts) losePart(part, losses);
  }
  for (const tool of prompt.tools) loseTool(tool, losses);
}

function losePart(part: Part, losses: Losses): void {
  const { table } = losses;
  if (table.parts[part.kind] !== 'carried') losses.lose(part.kind, part.place);
  if (part.cache !== undefined && table.others.cacheControl !== 'carried') {
    losses.lose('cacheControl', `${part.place}.cache_control`);
  }
  for (const name of Object.keys(part.unknown ?? {})) losses.lose('unknownPartMember', `${part.place}.${name}`);
  if (part.kind === 'text' && part.citations !== undefined && table.others.citations !== 'carried') {
    losses.lose('citations', `${part.place}.citations`);
  }
  if (part.kind === 'image' && part.detail !== null && table.others.imageDetail !== 'carried') {
    losses.lose('imageDetail', `${part.place}.detail`);
  }
  if (part.kind === 'tool_result') for (const inner of part.parts) losePart(inner, losses);
}

function loseTool(tool: Tool, losses: Losses): void {
  const { others } = losses.table;
  if (tool.kind === 'other' && others.otherTools !== 'carried') losses.lose('otherTools', tool.place);
  if (tool.cache !== undefined && others.cacheControl !== 'carried')
    losses.lose('cacheControl', `${tool.place}.cache_control`);
  if (tool.strict !== null && others.strictTools !== 'carried') losses.lose('strictTools', `${tool.place}.strict`);
  for (const name of Object.keys(tool.unknown ?? {})) losses.lose('unknownPartMember', `${tool.place}.${name}`);
}
