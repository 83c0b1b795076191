/** Base64 of `user:password` (RFC 7617), both of them printable and not empty. */
export function isBasicCredentials(value: string): boolean {
  return /^[\x20-\x39\x3b-\x7e]{1,256}:[\x20-\x7e]{1,1024}$/.test(Buffer.from(value, 'base64').toString('latin1'));
}
