/**
 * A JSON number (RFC 8259) as a plain decimal text, exactly: `36e-4` → `0.0036`, `2e5` → `200000`. The point is moved in
 * the text. Null for negative numbers, and for more than 30 digits on a side.
 */
export function decimalText(number: string): string | null {
  const match = /^(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(number);
  if (!match) return null;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`;
  const point = whole.length + Number(exponent);
  if (point > 30 || digits.length - point > 30) return null;
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0');
  const at = Math.max(1, point);
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const after = padded.slice(at).replace(/0+$/, '');
  return after === '' ? before : `${before}.${after}`;
}
