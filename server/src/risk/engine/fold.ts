/** The lower-case form of each code unit, worked out once: to ask for each one anew is slow. */
const lowerCase = Uint16Array.from({ length: 65_536 }, (_, unit) => {
  const lower = String.fromCharCode(unit).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : unit;
});

/**
 * The lower-case form of one UTF-16 code unit, where that is one code unit too; the unit itself otherwise.
 * Keywords and anchors are compared in this form, so the length of a text never changes.
 */
export function foldUnit(unit: number): number {
  return lowerCase[unit]!;
}

export function fold(text: string): string {
  let folded = '';
  for (let index = 0; index < text.length; index++) folded += String.fromCharCode(foldUnit(text.charCodeAt(index)));
  return folded;
}
