import { isPlaceholder } from './placeholders.ts';

/**
 * RFC 7519 in compact form: the first part is base64url of a JSON object with `alg`. A token that was cut or mistyped in
 * a copy still gives itself away by that, so the rest of the object is not asked for.
 */
export function isJwt(value: string): boolean {
  const header = Buffer.from(value.split('.')[0] ?? '', 'base64url').toString('latin1');
  return /^\{\s*"[a-z0-9_]{2,5}"\s*:/.test(header) && header.includes('"alg"') && !isPlaceholder(value);
}
