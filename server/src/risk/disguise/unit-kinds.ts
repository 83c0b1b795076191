/** What a code unit may be part of, by kind. */
export const plain = 0;
export const ampersand = 1;
export const percentSign = 2;
export const backslash = 3;
/** It has a plainer form of the same meaning. */
export const compatible = 4;
export const invisible = 5;
export const surrogate = 6;
/** It looks like a Latin letter. */
export const lookAlike = 7;
export const mark = 8;
export const escape = 9;
export const dash = 10;

/** Code units that nobody sees: soft hyphen, zero width, directions, fillers, variation selectors, controls. */
const invisibleRanges: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0e, 0x1a],
  [0x1c, 0x1f],
  [0x7f, 0x7f],
  [0xad, 0xad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
];
/** Blocks of the BMP in which NFKC changes something that values are written with (Unicode 16). */
const compatibleRanges: readonly (readonly [number, number])[] = [
  [0xa0, 0xbe],
  [0x0132, 0x0140],
  [0x017f, 0x017f],
  [0x01c4, 0x01cc],
  [0x01f1, 0x01f3],
  [0x02b0, 0x02b8],
  [0x02e0, 0x02e4],
  [0x1d2c, 0x1d6a],
  [0x1d9b, 0x1dbf],
  [0x2000, 0x200a],
  [0x2024, 0x2026],
  [0x2070, 0x209c],
  [0x2100, 0x214f],
  [0x2160, 0x217f],
  [0x2460, 0x24ea],
  [0x2c7c, 0x2c7d],
  [0x2e9f, 0x2ef3],
  [0x2f00, 0x2fd5],
  [0x3000, 0x3000],
  [0x3200, 0x33ff],
  [0xf900, 0xfaff],
  [0xfb00, 0xfb06],
  [0xfe30, 0xfe6b],
  [0xff01, 0xffdc],
  [0xffe0, 0xffe6],
];
/** Zeros of the decimal digits of other scripts (general category Nd). */
const zeros = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50,
  0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
];
const markRanges: readonly (readonly [number, number])[] = [
  [0x0300, 0x034e],
  [0x0350, 0x036f],
  [0x0483, 0x0489],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20f0],
  [0xfe20, 0xfe2f],
];
/** Cyrillic, Greek, Armenian and Latin letters that are drawn like the Latin one beside them. */
const lookAlikes =
  'аaеeоoрpсcхxуyіiјjѕsԁdһhԛqԝwԍgѵvӏlкkтtмmпnАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSԚQԜWЗ3бb' +
  'οoνvαaιiκkρpυuχxΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXհhոnսuօoքpցgɑaɡgɩiıiʏyᴀaᴄcᴇeᴏoᴠvᴡwᴢz';

/** The kind of each code unit. */
export const kindOf = new Uint8Array(65_536);
/** The plain form of each unit that has one of its own. */
export const plainForm = new Map<number, string>();

fill(compatibleRanges, (unit) => {
  const form = String.fromCharCode(unit).normalize('NFKC');
  if (form !== String.fromCharCode(unit)) setForm(unit, compatible, form);
});
for (const zero of zeros) for (let digit = 0; digit < 10; digit++) setForm(zero + digit, compatible, String(digit));
// Negative circled digits and letters have no plain form in Unicode.
for (let digit = 1; digit <= 9; digit++) {
  for (const zero of [0x2775, 0x277f, 0x2789, 0x24f4]) setForm(zero + digit, compatible, String(digit));
}
for (const zero of [0x24ff, 0x24ea]) setForm(zero, compatible, '0');
fill(invisibleRanges, (unit) => void (kindOf[unit] = invisible));
fill(markRanges, (unit) => void (kindOf[unit] = mark));
fill([[0xd800, 0xdbff]], (unit) => void (kindOf[unit] = surrogate));
for (let at = 0; at < lookAlikes.length; at += 2)
  setForm(lookAlikes.charCodeAt(at), lookAlike, lookAlikes.charAt(at + 1));
for (const unit of [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xfe58, 0xfe63, 0xff0d]) setForm(unit, dash, '-');
kindOf[0x26] = ampersand;
kindOf[0x25] = percentSign;
kindOf[0x5c] = backslash;
kindOf[0x1b] = escape;

function fill(ranges: readonly (readonly [number, number])[], set: (unit: number) => void): void {
  for (const [first, last] of ranges) for (let unit = first; unit <= last; unit++) set(unit);
}

function setForm(unit: number, kind: number, form: string): void {
  kindOf[unit] = kind;
  plainForm.set(unit, form);
}
