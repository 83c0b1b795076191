import type { Assignment } from './read-assignment.ts';
import { entropyOf } from '../../engine/entropy.ts';
import { isCredential, isHarmlessName } from '../../validators/credential.ts';
import { isPlaceholder } from '../../validators/placeholders.ts';
import { isSymbolRich } from '../../validators/symbol-rich.ts';
import { namesVendor } from './vendors.ts';

/** Names that say by themselves that what follows opens something. */
const strongName =
  /(?:api|app|access|auth|client|secret|encrypt\w*|decrypt\w*|signing|webhook|master|licen[sc]e|bot|private|service|account|subscription|shared|storage|deploy|consumer|integration|admin|jwt|hmac|cookie|security|application|user|bearer|oauth|refresh|project|device|stream|insert|query|recovery)[\w .-]{0,12}(?:key|secret|token)$|(?:api|app|client|shared)[_ -]?(?:key|secret|token)|secret|密钥$|令牌$|凭证$|凭据$/i;
/** Keys that lock nothing. */
const harmlessKey =
  /(?:public|pub|primary|foreign|cache|sort|partition|object|routing|idempotency|host|row|map|hash|group|registry|json|i18n|translation|message|lookup|storage|session|react|index|query|config)[_. -]?keys?$|key[_-]?(?:id|name|type|size|length|code|path|file|word|board|alias|ring|arn|vault|down|up|press|frames?|usage|fingerprint|spec|hash|pair)s?$|(?:sitekey|site_key|keyid)$/i;

/**
 * Whether an assignment gives a secret, key or token of no form that a vendor's rule knows: a random value whose name, or
 * the words right before it, say so.
 */
export function isSecretAssignment(found: Assignment, text: string): boolean {
  const { name, nameStart, nameEnd, value, quote, form } = found;
  if (isWrittenInCjk(value)) return false;
  const isRandomValue = isCredential(value);
  if (!isRandomValue && (quote === '' || !isSymbolRich(value) || isPlaceholder(value))) return false;
  if (isHarmlessName(name) || (form === 'pair' && quote === '')) return false;
  const line = text.slice(Math.max(0, nameStart - 64), nameStart);
  const phrase = line.slice(line.search(/[^\n|:：=,;"'`]{0,64}$/)) + text.slice(nameStart, nameEnd);
  const isVendors = namesVendor(phrase);
  if (!isVendors && harmlessKey.test(name)) return false;
  const isStrong = isVendors || strongName.test(phrase.slice(-48));
  if (!isRandomValue) return isStrong;
  if (!isStrong && !/(?:token|secret|crumb|pat|api_?key|login_?key)["'\]]?$/i.test(name)) return isKeyOfItsOwn(found);
  if (form === 'adjacent' && quote === '') return isUnmistakable(value, isStrong);
  return isRandom(value, isStrong) && !(quote === '' && isCutCode(found, text));
}

/** Words about a secret, such as a label: each character of Chinese, Japanese and Korean counts as if it were random. */
function isWrittenInCjk(value: string): boolean {
  const letters = value.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) ?? [];
  return letters.length * 2 > value.length;
}

/** `acmeKey = "…"`: a long value of small and capital letters and digits, or of 32, 40 or 64 hexadecimal digits. */
function isKeyOfItsOwn({ name, form, value, quote }: Assignment): boolean {
  if (!/[a-z][_-]?key$/i.test(name) || (form !== 'operator' && form !== 'attribute') || !isCredential(value))
    return false;
  if (/^(?:[a-f0-9]{32}|[a-f0-9]{40}|[a-f0-9]{64})$/.test(value)) return true;
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /^[A-Za-z0-9_+/=-]{20,}$/.test(value);
  return isMixed && entropyOf(value) >= 3.8 && (quote !== '' || /^[A-Z_\d]+$/.test(name));
}

/** Nothing but a blank says that it belongs to the name, so it must look like nothing else. */
function isUnmistakable(value: string, isStrong: boolean): boolean {
  if (!/^[A-Za-z0-9+/][A-Za-z0-9_.+/=~-]{15,}$/.test(value)) return false;
  return isStrong ? entropyOf(value) >= 3.2 : value.length >= 20 && entropyOf(value) >= 3.5;
}

/** A value under a weak name has to be longer. */
function isRandom(value: string, isStrong: boolean): boolean {
  if (value.length < (isStrong ? 12 : 16)) return /^[a-f0-9]{12,}$/.test(value) && isStrong;
  return entropyOf(value) >= 2.8 && !/[()[\]{}<>\s]/.test(value);
}

/** A call or an index follows: `token = decode2(…)`. */
function isCutCode({ end }: Assignment, text: string): boolean {
  return /^[([]/.test(text.slice(end, end + 1));
}
