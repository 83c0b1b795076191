import { entropyOf } from '../engine/entropy.ts';
import { isPlaceholder } from './placeholders.ts';

/** A machine-made credential: letters and digits mixed, no placeholder, no identifier, path or expression of code. */
export function isCredential(value: string): boolean {
  if (isPlaceholder(value) || /^[A-Za-z_-]+$/.test(value) || /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value))
    return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/^(?:https?|file|ftp):|^\.{0,2}\/|^[A-Za-z]+\/[a-z.+-]+$/.test(value)) return false;
  return entropyOf(value) >= 2.8;
}

/** The password part of a URL: not a reference to it, and not one of the words that documentation puts there. */
export function isUrlPassword(value: string): boolean {
  return (
    !isPlaceholder(value) &&
    !/^(?:password|passwd|pass|pwd|secret|token|user|username|admin|postgres|root|guest|test|mysql|redis|changeit|[x*.]+|\$.*|%.*|\[.*|\{.*|:.*)$/i.test(
      value,
    )
  );
}

/** Names that end in `token` or `secret` and hold no credential: places in a list, forms, parsers, devices. */
const harmlessName =
  /(?:page|next|continuation|cursor|sync|cancel\w*|csrf|xsrf|push|resume|pagination|request|start|max|stop|eos|bos|pad|design|lexer|total|prompt|completion|input|output|secret_?name|sha256|hash|uu)[_-]?(?:token|secret|id)?$/i;

/** A credential whose own name does not say that it is none. */
export function isNamedCredential(value: string, text: string, start: number): boolean {
  if (!isCredential(value) || /^[a-z]+(?:[-_.][a-z0-9]+)+$/.test(value)) return false;
  const assigned = text.slice(Math.max(0, start - 60), start).replace(/["'`\s:=：>]+$|(?:is |为|是)\s*["'`]?$/g, '');
  return !harmlessName.test(/[\w.-]*$/.exec(assigned)?.[0] ?? '');
}
