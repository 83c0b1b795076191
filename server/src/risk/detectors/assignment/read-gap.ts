import type { Value } from './read-value.ts';

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

/** How the value follows, and where it begins; or the value itself, where it stands before the name. */
export type Gap = { form: Form; operator: string } & ({ end: number } | { value: Value });

const separators = new RegExp(
  String.raw`(?:\\?["'${'`'}]|\]|\*\*){0,2}(?:` +
    [
      String.raw`(?<attribute>\s{1,24}value\s?[=:]|\s{0,2}\{\s{1,24}default\s{0,4}=)`,
      String.raw`[ \t]{0,24}(?:(?<comparison>[=!]==?)|(?<operator>::?=|=>|->|[?+]=|=|(?::[ \t]?|[ \t])[A-Za-z][\w.<>[\]]{0,30}[ \t]{0,3}:?=(?!=)|[:：](?![:/]))|(?<cell>\|)|(?<pair>,))`,
      String.raw`(?<tag>>\s{0,24})`,
      String.raw`[ \t]{0,3}(?<sentence>(?:for [^\n=:]{1,40}? )?(?:is|was|to|lautet|ist|est|es)(?::| )|(?:就是|改成了?|改为|设为|设置为|设成|重置为|变更为|更新为|是|为)[:：]?)`,
      String.raw`(?<call>\((?=["']))`,
    ].join('|') +
    String.raw`)[ \t]{0,24}`,
  'iy',
);
const flagGap = / {1,2}(?=[^\s-])/y;
const adjacentGap = / {0,2}(?=["'`])| (?=[!-~])|(?=[!-~])/y;
const forms: readonly string[] = ['operator', 'comparison', 'sentence', 'cell', 'tag', 'attribute', 'pair', 'call'];

/** What stands between the name at text[nameStart, nameEnd) and its value; null when nothing gives it one. */
export function readGap(text: string, nameStart: number, nameEnd: number): Gap | null {
  return gapAfter(text, nameStart, nameEnd) ?? backwards(text, nameStart);
}

function gapAfter(text: string, nameStart: number, nameEnd: number): Gap | null {
  if (!mayFollow(text, nameEnd)) return null;
  const plain = plainOperator(text, nameEnd);
  if (plain !== null) return plain;
  separators.lastIndex = nameEnd;
  const match = separators.exec(text);
  if (match !== null) {
    const [form, operator] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    const isAttributes = /[a-z]/i.test(operator ?? '') && form === 'operator' && /["'`]/.test(text.charAt(nameEnd));
    const isTagless = form === 'tag' && text.charAt(nameStart - 1) !== '<';
    if (form !== undefined && isForm(form) && !isAttributes && !isTagless)
      return { form, operator: operator ?? '', end: separators.lastIndex };
  }
  const isFlag = text.charAt(nameStart) === '-';
  const gap = isFlag ? flagGap : adjacentGap;
  gap.lastIndex = nameEnd;
  if (!gap.test(text) || (!isFlag && gap.lastIndex === nameEnd && !isCjk(text.charCodeAt(nameEnd - 1)))) return null;
  return { form: isFlag ? 'flag' : 'adjacent', operator: '', end: gap.lastIndex };
}

/** `=` and `:` as nearly all assignments have them, read without the pattern for the rest, which is much slower. */
function plainOperator(text: string, nameEnd: number): Gap | null {
  let at = nameEnd;
  while (at - nameEnd < 2 && quotes.has(text.charCodeAt(at))) at++;
  at = afterBlanks(text, at);
  const operator = text.charAt(at);
  if (operator !== '=' && operator !== ':') return null;
  const end = afterBlanks(text, at + 1);
  // `==`, `=>`, `::`, `:=`, `://`, and a type after the colon are for the pattern.
  const next = text.charCodeAt(operator === '=' ? at + 1 : end);
  if (
    operator === '='
      ? next === 0x3d || next === 0x3e
      : next === 0x3a || next === 0x3d || next === 0x2f || isLetter(next)
  )
    return null;
  return { form: 'operator', operator, end };
}

const quotes = new Set([0x22, 0x27, 0x60]);

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (at - from < 24 && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09)) at++;
  return at;
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

function isForm(name: string): name is Form {
  return forms.includes(name);
}
export function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}

export function isCjk(unit: number): boolean {
  return unit > 0x2e7f;
}
