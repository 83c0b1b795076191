/** A set of ASCII characters. */
export interface Alphabet {
  /** By code unit: 1 for those of the set. */
  readonly members: Uint8Array;
  /** For vectors: of each lower half of a code a bit for each upper half. */
  readonly halves: Uint8Array;
}

export function alphabetOf(characters: string): Alphabet {
  const members = new Uint8Array(65_536);
  const halves = new Uint8Array(16);
  for (let at = 0; at < characters.length; at++) {
    const unit = characters.charCodeAt(at);
    members[unit] = 1;
    halves[unit & 15]! |= 1 << (unit >> 4);
  }
  return { members, halves };
}

export function isOf({ members }: Alphabet, unit: number): boolean {
  return members[unit] === 1;
}
