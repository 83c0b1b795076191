import { readValue, type Value } from './read-value.ts';

/** How a text says that a value belongs to a name. */
export type Form =
  /** `name = value`, `name: value`, `name => value` */
  | 'operator'
  /** `name == "value"`, `"value" != name` */
  | 'comparison'
  /** `the name is value`, `name 为 value` */
  | 'sentence'
  /** `| name | value |` */
  | 'cell'
  /** `<name>value</name>` */
  | 'tag'
  /** `"name" value="value"`, `variable "name" { default = "value"`, `name: NAME` with `value:` in the next line */
  | 'attribute'
  /** `"name", "value"` */
  | 'pair'
  /** `--name value` */
  | 'flag'
  /** `name value`, and `密码value` */
  | 'adjacent'
  /** `setName("value")` */
  | 'call';

/** A name with the value that a text gives it. */
export interface Assignment extends Value {
  readonly form: Form;
  readonly operator: string;
  /** The identifier that the word is part of. */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
}

const nameReach = 48;
const separators = new RegExp(
  String.raw`(?:\\?["'${'`'}]|\]|\*\*){0,2}(?:` +
    [
      String.raw`(?<attribute>\s{1,24}value\s?[=:]|\s{0,2}\{\s{1,24}default\s{0,4}=)`,
      String.raw`[ \t]{0,24}(?:(?<comparison>[=!]==?)|(?<operator>::?=|=>|->|[?+]=|=|(?::[ \t]?|[ \t])[A-Za-z][\w.<>[\]]{0,30}[ \t]{0,3}:?=(?!=)|[:：](?![:/]))|(?<cell>\|)|(?<pair>,))`,
      String.raw`(?<tag>>\s{0,24})`,
      String.raw`[ \t]{0,3}(?<sentence>(?:for [^\n=:]{1,40}? )?(?:is|was|to)(?::| )|(?:就是|改成了?|改为|设为|设置为|设成|重置为|变更为|更新为|是|为)[:：]?)`,
      String.raw`(?<call>\((?=["']))`,
    ].join('|') +
    String.raw`)[ \t]{0,24}`,
  'iy',
);
const flagGap = / {1,2}(?=[^\s-])/y;
const adjacentGap = / {0,2}(?=["'`])| (?=[!-~])|(?=[!-~])/y;
const forms: readonly string[] = ['operator', 'comparison', 'sentence', 'cell', 'tag', 'attribute', 'pair', 'call'];

/** Reads what a text assigns to the name that holds the word at text[at, at + length); null when that is nothing. */
export function readAssignment(text: string, at: number, length: number): Assignment | null {
  const nameStart = walk(text, at, -1);
  const nameEnd = isCjk(text.charCodeAt(at + length - 1)) ? at + length : walk(text, at + length, 1);
  const name = text.slice(nameStart, nameEnd);
  const found = gapAfter(text, name, nameStart, nameEnd) ?? backwards(text, nameStart);
  if (found === null) return null;
  const value = 'value' in found ? found.value : readValue(text, found.end);
  return value === null ? null : { ...value, form: found.form, operator: found.operator, name, nameStart, nameEnd };
}

type Gap = { form: Form; operator: string } & ({ end: number } | { value: Value });

function gapAfter(text: string, name: string, nameStart: number, nameEnd: number): Gap | null {
  if (!mayFollow(text, nameEnd)) return null;
  separators.lastIndex = nameEnd;
  const match = separators.exec(text);
  if (match !== null) {
    const [form, operator] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    const isAttributes = /[a-z]/i.test(operator ?? '') && form === 'operator' && /["'`]/.test(text.charAt(nameEnd));
    const isTagless = form === 'tag' && text.charAt(nameStart - 1) !== '<';
    if (form !== undefined && isForm(form) && !isAttributes && !isTagless)
      return { form, operator: operator ?? '', end: separators.lastIndex };
  }
  const isFlag = name.startsWith('-');
  const gap = isFlag ? flagGap : adjacentGap;
  gap.lastIndex = nameEnd;
  if (!gap.test(text) || (!isFlag && gap.lastIndex === nameEnd && !isCjk(text.charCodeAt(nameEnd - 1)))) return null;
  return { form: isFlag ? 'flag' : 'adjacent', operator: '', end: gap.lastIndex };
}

/** Whether what comes right after a name can begin any of the forms; most of what does in code cannot. */
function mayFollow(text: string, nameEnd: number): boolean {
  const unit = text.charCodeAt(nameEnd);
  if (unit > 0x7f || isCjk(text.charCodeAt(nameEnd - 1))) return true;
  if (unit === 0x28) return /["']/.test(text.charAt(nameEnd + 1));
  return nextUnits.has(unit);
}

const nextUnits = new Set(Array.from(' \t\n\\"\'`]*=:!|>?+-{', (character) => character.charCodeAt(0)));

/** `"value" === name` */
function backwards(text: string, nameStart: number): Gap | null {
  if (!/= {0,3}$/.test(text.slice(Math.max(0, nameStart - 4), nameStart))) return null;
  const before = text.slice(Math.max(0, nameStart - 160), nameStart);
  const match = /(["'])([^"'\n]{4,128})\1 {0,3}[=!]==? {0,3}$/.exec(before);
  if (match === null) return null;
  const start = nameStart - before.length + match.index + 1;
  const [, quote = '', value = ''] = match;
  return { form: 'comparison', operator: '==', value: { quote, value, start, end: start + value.length } };
}

function walk(text: string, from: number, step: 1 | -1): number {
  let at = from;
  while (Math.abs(at - from) < nameReach && isNamePart(text.charCodeAt(step > 0 ? at : at - 1))) at += step;
  // A point ends a sentence, and a hyphen at the end belongs to what follows.
  if (step > 0) while (at > from && /[.-]/.test(text.charAt(at - 1))) at--;
  return at;
}

function isNamePart(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x5f ||
    unit === 0x2d ||
    unit === 0x2e ||
    unit === 0x24
  );
}

function isCjk(unit: number): boolean {
  return unit > 0x2e7f;
}

function isForm(name: string): name is Form {
  return forms.includes(name);
}
