/** Base64 whose text begins as a PEM private key does (RFC 7468). */
export function isBase64PrivateKey(value: string): boolean {
  return /^-----BEGIN (?:[A-Z0-9]+ ){0,2}PRIVATE KEY/.test(
    Buffer.from(value.slice(0, 80), 'base64').toString('latin1'),
  );
}
