import { entropyOf } from '../engine/entropy.ts';
import { isPlaceholder } from './placeholders.ts';

/** A machine-made credential: letters and digits mixed, no placeholder, no identifier, path or expression of code. */
export function isCredential(value: string): boolean {
  if (isPlaceholder(value) || /^[A-Za-z_-]+$/.test(value) || /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(value)) return false;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/^(?:https?|file|ftp):|^\.{0,2}\/|^[A-Za-z]+\/[a-z.+-]+$/.test(value)) return false;
  return entropyOf(value) >= 2.8;
}

/** The password part of a URL: not a reference to it, and not one of the words that documentation puts there. */
export function isUrlPassword(value: string): boolean {
  return !isPlaceholder(value) && !/^(?:password|passwd|pass|pwd|secret|token|user|username|admin|postgres|root|guest|test|mysql|redis|changeit|[x*.]+|\$.*|%.*|\[.*|\{.*|:.*)$/i.test(value);
}
