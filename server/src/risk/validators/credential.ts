import { entropyOf } from '../engine/entropy.ts';
import { isPlaceholder } from './placeholders.ts';

/** Words, members such as `config.apiKey`, addresses, paths and media types. */
const notCredential =
  /^[A-Za-z_-]+$|^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$|^(?:https?|file|ftp|urn):|^\.{0,2}\/(?!.{20,}=$)|^[A-Za-z]+\/[a-z.+-]+$|^[A-Za-z_]+\$\d{1,3}$/;
/** A name made of words, such as `exchangeX509Token`. */
const compoundName = /^[a-z]{0,20}(?:[A-Z][a-z]{2,20}|[A-Z]?\d{1,3}){1,8}$/;

/** Words joined by hyphens, points and the like, with a number here and there: `my-tls-secret-2031`. */
const joinedWords = /^(?:[a-z]+|[A-Z][a-z]+|[A-Z]+)\d{0,2}(?:[-_./](?:(?:[a-z]+|[A-Z][a-z]+|[A-Z]+)\d{0,2}|\d{1,4}))+$/;

/** Whether a value is a name made of words rather than a random one. */
export function isMadeOfWords(value: string): boolean {
  return joinedWords.test(value) || isCompoundName(value);
}

/** A machine-made credential: letters and digits mixed, no placeholder, no identifier, path or expression of code. */
export function isCredential(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (notCredential.test(value) || isMadeOfWords(value) || isPlaceholder(value)) return false;
  return entropyOf(value) >= 2.8;
}

/** Random text falls apart into words of three letters and more only by chance, and holds more digits. */
function isCompoundName(value: string): boolean {
  return value.length <= 48 && value.replace(/\D/g, '').length <= 3 && compoundName.test(value);
}

/** Words that documentation puts where a password would stand. */
const documentedPasswords =
  /^(?:(?:some|my|your|db|the)?[-_]?(?:password|passwd|pass|pwd|secret|token)\d{0,3}|user|username|admin|postgres|root|guest|test|mysql|redis|changeit|abc|xyz|foo|bar|123|[x*.]+|psw|pw|pswd|\$.*|%.*|\[.*|\{.*|:.*)$/i;
const documentedHost =
  /^@(?:[\w-]+\.)*(?:example(?:\.(?:com|org|net))?|test|invalid|(?:some|my|your-?)?host(?:name)?|server)(?![\w.-])/i;

/** The password part of a URL, unless it is a reference or the URL is one of documentation. */
export function isUrlPassword(value: string, text: string, _start: number, end: number): boolean {
  return !isPlaceholder(value) && !documentedPasswords.test(value) && !documentedHost.test(text.slice(end, end + 80));
}

/** Names that end in `token` or `secret` and hold no credential: places in a list, forms, parsers, devices. */
const harmlessName =
  /(?:page|next|continuation|cursor|sync|cancel\w*|csrf|xsrf|push|resume|pagination|request|start|max|stop|eos|bos|pad|design|lexer|total|prompt|completion|input|output|secret_?name|sha256|hash|uu)[_-]?(?:token|secret|id)?$/i;

/** Whether a name that ends in `token` or `secret` is that of a place in a list, a form field, a parser's piece. */
export function isHarmlessName(name: string): boolean {
  return harmlessName.test(name);
}

/** A credential whose own name does not say that it is none. */
export function isNamedCredential(value: string, text: string, start: number): boolean {
  if (!isCredential(value) || /^[a-z]+(?:[-_.][a-z0-9]+)+$/.test(value)) return false;
  const assigned = text.slice(Math.max(0, start - 60), start).replace(/["'`\s:=：>]+$|(?:is |为|是)\s*["'`]?$/g, '');
  return !isHarmlessName(/[\w.-]*$/.exec(assigned)?.[0] ?? '');
}
