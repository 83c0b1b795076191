import { createHash } from 'node:crypto';

/** What a model signs its thoughts with: bound to the text, so that a changed thought or a cut signature is noticed. */
export function signatureOf(text: string): string {
  return `${mark}${createHash('sha256').update(text).digest('base64')}`;
}

export function isSignature(value: unknown, text: string): boolean {
  return value === signatureOf(text);
}

/** Signed by this model, whatever the text was. */
export function looksSigned(value: unknown): boolean {
  return typeof value === 'string' && /^c3RhbmQtaW4h[A-Za-z0-9+/]{43}=$/.test(value);
}

/** "stand-in!" in base64, so that the whole stays base64 as the real ones are. */
const mark = 'c3RhbmQtaW4h';
