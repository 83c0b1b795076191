import { createHash, randomBytes } from 'node:crypto';

/** Shorter ones can be guessed, or are a mistake. Secrets made here have 67 characters or more. */
export const secretCharactersMin = 24;

/** A key's secret: `tg_` and 256 random bits in hex. */
export function newKeySecret(): string {
  return `tg_${randomBytes(32).toString('hex')}`;
}

/** A personal token's secret: `tgp_` and 256 random bits in hex. */
export function newTokenSecret(): string {
  return `tgp_${randomBytes(32).toString('hex')}`;
}

/**
 * SHA-256 of a secret, lower-case hex: all that is stored of it. A slow hash would add nothing, since nobody can go
 * through 256 random bits.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The first characters of a secret, to know it by: eight, or a third of one so short that eight would give much away. */
export function prefixOf(secret: string): string {
  return secret.slice(0, Math.min(8, Math.floor(secret.length / 3)));
}

/**
 * What is wrong with a secret that somebody brings along, in words that do not hold it; null when nothing is.
 * It travels in a header, hence printable ASCII without blanks.
 */
export function problemOfSecret(secret: string): string | null {
  if (secret === '') return 'is empty';
  if (secret.length < secretCharactersMin) return `is shorter than ${secretCharactersMin} characters`;
  if (!/^[\x21-\x7e]+$/.test(secret)) return 'holds blanks or characters beyond ASCII, which no header can carry';
  return null;
}
