/** Base64 whose text begins as a PEM private key does (RFC 7468). */
export function isBase64PrivateKey(value: string): boolean {
  return /^-----BEGIN (?:[A-Z0-9]+ ){0,2}PRIVATE KEY/.test(
    Buffer.from(value.slice(0, 80), 'base64').toString('latin1'),
  );
}

/** A PEM block that holds more than its marks: at least 24 characters of base64 in one piece. */
export function isPemPrivateKey(value: string): boolean {
  return /[A-Za-z0-9+/=]{24}/.test(value.slice(27));
}
