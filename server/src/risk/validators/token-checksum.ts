import { crc32 } from 'node:zlib';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Whether a token proves itself: the last six of the 36 characters after the prefix of a GitHub or npm token are the
 * CRC-32 of the others, in base 62 (github.blog, "Behind GitHub's new authentication token formats"); the last seven of a
 * routable GitLab token are the CRC-32 of all before them, in base 36 (docs.gitlab.com, "Token prefixes").
 */
export function hasTokenChecksum(token: string): boolean {
  const plain = /^(?:gh[pousr]|npm)_([A-Za-z0-9]{30})([A-Za-z0-9]{6})$/.exec(token);
  if (plain !== null) return inBase62(crc32(plain[1] ?? '')) === plain[2];
  const routable = /^(gl(?:pat|rt)-[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2})([0-9a-z]{7})$/.exec(token);
  return (
    routable !== null &&
    crc32(routable[1] ?? '')
      .toString(36)
      .padStart(7, '0') === routable[2]
  );
}

/** Six digits. */
function inBase62(number: number): string {
  let rest = number;
  let text = '';
  for (let digit = 0; digit < 6; digit++) {
    text = base62.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
