/** So many symbols of text at the beginning are no chance. */
const symbols = 5;

/**
 * Whether bytes may begin raw deflate data (RFC 1951) of a text. Raw data has no mark of its own, and to try to unpack every
 * run of random bytes is slow: this looks at the first block's header and, with fixed codes, at the first symbols.
 */
export function mayBeDeflate(bytes: Uint8Array, length: number): boolean {
  if (length < 16) return false;
  switch ((bytes[0]! >> 1) & 3) {
    case 0:
      // 3.2.4: the length of a stored block, and its complement.
      return bytes[0]! <= 1 && bytes[1]! + bytes[3]! === 0xff && bytes[2]! + bytes[4]! === 0xff;
    case 1:
      return beginsWithText(bytes);
    case 2:
      return hasCodeLengths(bytes);
    default:
      return false;
  }
}

/** Whether the first byte leaves it possible: a stored block, or one with fixed or dynamic codes. */
export function mayBeBlock(first: number): boolean {
  const type = (first >> 1) & 3;
  return type === 1 || type === 2 || first <= 1;
}

/** 3.2.6: literals 0 to 143 are 00110000 to 10111111, most significant bit first. */
function beginsWithText(bytes: Uint8Array): boolean {
  let at = 3;
  for (let symbol = 0; symbol < symbols; symbol++) {
    let code = 0;
    for (let bit = 0; bit < 8; bit++) code = code * 2 + bitAt(bytes, at++);
    const literal = code - 0x30;
    const isText = (literal >= 0x20 && literal < 0x7f) || literal === 0x0a || literal === 0x0d || literal === 0x09;
    if (!isText) return false;
  }
  return true;
}

/** 3.2.7: the lengths of the code length codes make a complete code. */
function hasCodeLengths(bytes: Uint8Array): boolean {
  const [literals, distances, lengths] = [bitsAt(bytes, 3, 5), bitsAt(bytes, 8, 5), bitsAt(bytes, 13, 4) + 4];
  if (literals > 29 || distances > 29) return false;
  let sum = 0;
  for (let index = 0; index < lengths; index++) {
    const length = bitsAt(bytes, 17 + index * 3, 3);
    if (length > 0) sum += 1 << (7 - length);
  }
  return sum === 128;
}

function bitsAt(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let bit = 0; bit < count; bit++) value |= bitAt(bytes, at + bit) << bit;
  return value;
}

function bitAt(bytes: Uint8Array, at: number): number {
  return (bytes[at >> 3]! >> (at & 7)) & 1;
}
