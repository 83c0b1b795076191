import { isPlaceholder } from './placeholders.ts';

/** What code and documentation put after `password =` that is none. */
const notValues =
  /^(?:null|nil|none|undefined|true|false|string|str|text|bytes?|number|int|bool(?:ean)?|any|object|required|optional|password|passwd|secret|token|hidden|empty|missing|invalid|incorrect|wrong|expired|reset|changed|mandatory|encrypted|hashed|protected|default|unknown|unset|self|this|the|and|not|for|with|must|should|cannot|field|input|type|value|varchar.*|char.*)$/i;

/** Numbers of code, versions, paths (`PWD=/srv/app`), and names such as `my-secret-2` that say what they stand for. */
const codeValues =
  /^&(?:#|lt)|^~?\.{0,2}[/\\]|^[a-z]:[/\\]|^(?:https?|file):|^0x[0-9a-f]+$|^\d+(?:\.\d+)+$|^(?=[a-z0-9_-]*(?:secret|password))[a-z0-9_-]+$/i;

/**
 * Whether a value that follows a word such as `password` is a secret: not a placeholder, an expression, a type or a word
 * of a sentence. An unquoted value of letters only is taken for a word.
 */
export function isAssignedSecret(value: string, text: string, start: number, end: number): boolean {
  if (value.length < 4 || isPlaceholder(value) || notValues.test(value) || codeValues.test(value)) return false;
  const quote = text.charAt(start - 1);
  const isQuoted = (quote === '"' || quote === "'" || quote === '`') && text.charAt(end) === quote;
  if (isQuoted) return !/^[A-Za-z]+(?:[ _.-][A-Za-z]+)+$/.test(value) && /[^A-Za-z_ .-]/.test(value);
  if (/[()[\]{}<>;=]/.test(value) || /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value)) return false;
  return /\d/.test(value) || /[A-Za-z][!@#%^&*+?~]|[!@#%^&*+?~][A-Za-z]/.test(value);
}
