/** What a code unit says, for readers that go through a text unit by unit. NaN (outside of the text) is nothing. */

export function isAsciiLetter(unit: number): boolean {
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x7a && unit < 0x80;
}

export function isAsciiAlphanumeric(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || isAsciiLetter(unit);
}

/** Visible ASCII. */
export function isAsciiGraphic(unit: number): boolean {
  return unit >= 0x21 && unit <= 0x7e;
}

/** Ideographs, kana, hangul, and the full-width forms. */
export function isEastAsian(unit: number): boolean {
  return (unit >= 0x2e80 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3) || (unit >= 0xf900 && unit <= 0xffef);
}

/** Chinese characters. */
export function isOfIdeographs(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

/** A blank between ideographs, wide or not. */
export function isEastAsianBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x3000;
}

const hexValues = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) {
  hexValues[value.toString(16).charCodeAt(0)] = value;
  hexValues[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** The value of a hexadecimal digit; -1 for none. */
export function hexValue(unit: number): number {
  return unit < 128 ? hexValues[unit]! : -1;
}

/** The number that `length` hexadecimal digits at `at` write; -1 when there are not so many. */
export function hexNumber(text: string, at: number, length: number): number {
  let number = 0;
  for (let index = at; index < at + length; index++) {
    const value = hexValue(text.charCodeAt(index));
    if (value < 0) return -1;
    number = number * 16 + value;
  }
  return number;
}
