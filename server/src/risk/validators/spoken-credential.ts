import { entropyOf } from '../engine/entropy.ts';
import { isMadeOfWords } from './credential.ts';
import { isNoValue } from './no-values.ts';
import { isPlaceholder } from './placeholders.ts';

const address =
  /^(?:https?|file|ftp|arn):|^\/|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|cn|ts|js|py|json|md|html|ya?ml)$|^sha\d{1,3}[:-]/i;

/** A random value that a sentence calls a credential: letters and digits (or base64's signs), no word, no address. */
export function isSpokenCredential(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || address.test(value) || isMadeOfWords(value)) return false;
  return !isPlaceholder(value) && entropyOf(value) >= 2.8;
}

/** A password given where a command, a statement or a file takes one: anything but a reference, a type or an example. */
export function isGivenPassword(value: string): boolean {
  if (isPlaceholder(value) || isNoValue(value) || /^[$%<{[(|]|^[-/\\]/.test(value)) return false;
  return !/^(?:my|your|the|db|new|old|some|user)[-_]?(?:pass|pwd|token|key)\d{0,2}$|^[a-z_]\w*(?:\??\.\w+)+$/i.test(
    value,
  );
}

/** A password among words: letters with digits or signs, and no name made of words. */
export function isMixedPassword(value: string): boolean {
  return isGivenPassword(value) && /[\d!@#$%^&*~]/.test(value) && /[A-Za-z]/.test(value) && !isMadeOfWords(value);
}
