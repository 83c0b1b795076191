/**
 * The lower-case form of one UTF-16 code unit, where that is one code unit too; the unit itself otherwise.
 * Keywords and anchors are compared in this form, so the length of a text never changes.
 */
export function foldUnit(unit: number): number {
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
  const lower = String.fromCharCode(unit).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : unit;
}

export function fold(text: string): string {
  let folded = '';
  for (let index = 0; index < text.length; index++) folded += String.fromCharCode(foldUnit(text.charCodeAt(index)));
  return folded;
}
