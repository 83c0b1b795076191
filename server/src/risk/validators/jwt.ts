/** RFC 7519 in compact form: the first part is base64url JSON with a string `alg`. */
export function isJwt(value: string): boolean {
  const [header] = value.split('.');
  try {
    const parsed: unknown = JSON.parse(Buffer.from(header ?? '', 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null && 'alg' in parsed && typeof parsed.alg === 'string';
  } catch {
    return false;
  }
}
