import type { Assignment } from './read-assignment.ts';
import { isMadeOfWords } from '../../validators/credential.ts';
import { isNoValue } from '../../validators/no-values.ts';
import { isPlaceholder } from '../../validators/placeholders.ts';
import { isSymbolRich } from '../../validators/symbol-rich.ts';

/** Numbers of code, versions, paths (`PWD=/srv/app`), addresses and entities. */
const codeValues =
  /^&(?:#|lt|gt|amp|quot)|^~?\.{0,2}[/\\]|^[a-z]:[/\\]|^(?:https?|file):|^0x[0-9a-f]+$|^\d+(?:\.\d+)+$|%[sdv@]|\{\d?\}/i;
const member = /^[A-Za-z_$][\w$]*(?:(?:\.|\?\.|->|::)[A-Za-z_$][\w$]*)+$/;
/** Names of what belongs to a password: its length, its field, its hash (which another rule knows by its form). */
const harmlessName =
  /(?:hash|length|len|min|max|policy|field|input|label|type|url|uri|path|file|dir|expir\w*|age|strength|hint|placeholder|confirm\w*|error|message|msg|help\w*|notice|info|desc\w*|required|regex|pattern|count|attempts|name|id|env|var|ref|encoder|manager|rotation|history|prompt|title|text|charset|algo\w*|format|mode|rules?|valid\w*|visible|enabled|changed|reset|forgot\w*|schema|test|tests|source|provider|store|icon|link|page|view|button|form)$/i;
const bypassingName =
  /^(?:by|com|tres|sur|en|over|under|im)pass|pass(?:ed|es|ing|ion|ive|enger|port|age|word_reset)|pass(?:es|ed)?[_ ]?(?:through|count|rate)/i;

/** Whether an assignment gives somebody's password: no type, expression, label, example or reference. */
export function isPasswordAssignment(found: Assignment, text: string): boolean {
  const { value, form, quote, name } = found;
  if (form === 'pair' || value.length > 128 || bypassingName.test(name)) return false;
  if (harmlessName.test(name.replace(/[\d_-]+$/, '')) || !isOfPassword(found)) return false;
  if (isPlaceholder(value) || isNoValue(value) || codeValues.test(value)) return false;
  return quote === '' ? isBarePassword(found, text) : isQuotedPassword(found);
}

/** `pass` by itself counts for test results too: it must be the name of a setting, or its value in quotes. */
function isOfPassword({ name, quote, form }: Assignment): boolean {
  if (
    /passw|passphr|passc|passe$|pwd|contrase|senha|kennwort|^requirepass$/i.test(name) ||
    /[^\0-\x7f]$/.test(name) ||
    name === ''
  )
    return true;
  return (
    /^[A-Z\d_]*PASS$|[_.-]pass$|[a-z]Pass$/.test(name) || (quote !== '' && form === 'operator' && /^pass$/i.test(name))
  );
}

function isQuotedPassword(found: Assignment): boolean {
  const { value, form } = found;
  if (/^[A-Za-z]+(?:[ _.-][A-Za-z]+)+[.!?:]?$/.test(value) || /\s{2}|[.!?,:] |^\s|\s$/.test(value)) return false;
  if (isSymbolRich(value)) return true;
  if (form === 'adjacent' || form === 'call') return isMixed(value) && !/[\s:()]/.test(value);
  if (/[^A-Za-z]/.test(value))
    return /[A-Za-z\d]/.test(value) && !isExpression(value) && !/^[A-Za-z]+[:.]$/.test(value);
  return /[a-z][A-Z]+[a-z]+[A-Z]?[a-z]*[A-Z]/.test(value) || (/^[a-z]{5,32}$/.test(value) && takesWords(found));
}

/** Whether a plain word in quotes is a weak password rather than a label or a type, as after the colon of an object. */
function takesWords({ form, operator, name }: Assignment): boolean {
  if (form === 'operator') return (operator !== ':' && operator !== '：') || isSettingsName(name);
  return form === 'sentence' || form === 'tag' || form === 'attribute';
}

function isBarePassword(found: Assignment, text: string): boolean {
  const { value, form, name, start, end, operator } = found;
  if (form === 'comparison' || form === 'call') return false;
  if (isExpression(value) || member.test(value)) return false;
  if (form === 'adjacent' || form === 'attribute' || /^to\b/i.test(operator))
    return value.length >= 6 && isMixed(value) && !isMadeOfWords(value);
  if (form === 'tag')
    return /^\s{0,24}<\//.test(text.slice(end, end + 26)) && (/[^A-Za-z]/.test(value) || /^[a-z]{6,32}$/.test(value));
  if (/\d/.test(value) || /[A-Za-z][!@#%^&*+?~]|[!@#%^&*+?~][A-Za-z]/.test(value)) return !isVariable(found, text);
  if (operator === ':' && isSettingsName(name) && start > found.nameEnd)
    return /^[a-z]{5,40}$/.test(value) && isLineEnd(text, end);
  return isSettingsLine(found, text) && /^[A-Za-z]{5,40}$/.test(value);
}

/** `POSTGRES_PASSWORD`: the name of an environment variable. */
function isSettingsName(name: string): boolean {
  return /^[A-Z][A-Z\d]*_[A-Z\d_]+$/.test(name);
}

function isLineEnd(text: string, at: number): boolean {
  return /^(?:[ \t]{0,4}(?:#|\r?\n)|$)/.test(text.slice(at, at + 8));
}

function isMixed(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value);
}

/** Brackets, or what is left of a call when it is cut at a blank. */
function isExpression(value: string): boolean {
  return /[()[\]{}<>;]|=$|^=|^[=!]=|\$\{/.test(value);
}

/** `password = value1;` and `password: value1,` in code name variables. */
function isVariable({ value, end, form, operator }: Assignment, text: string): boolean {
  if (form !== 'operator' || !/^[a-z_$][\w$]*$/.test(value)) return false;
  return /^[;,)]/.test(text.slice(end, end + 1)) && /^[:=]/.test(operator) && /^[a-z]+_?[a-z]*\d?$/i.test(value);
}

/** A line `NAME=value` of an environment or settings file, in which a value needs no quotes. */
function isSettingsLine({ nameStart, nameEnd, name, start, end, operator }: Assignment, text: string): boolean {
  if (operator !== '=' || start !== nameEnd + 1 || !isLineEnd(text, end)) return false;
  const line = text.slice(text.lastIndexOf('\n', nameStart - 1) + 1, nameStart);
  return /^[A-Z][A-Z\d_]*$/.test(name) ? /^\s{0,12}(?:#\s?|export\s|set\s|-\s|ENV\s)?$/.test(line) : line === '';
}
