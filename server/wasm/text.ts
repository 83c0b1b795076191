/** Where the text lies. Addresses are in bytes, places in UTF-16 code units of the piece. */

/** The unit before the piece comes first; behind the piece are zeros. */
let textAt: usize = 0;

export function placeText(at: usize): void {
  textAt = at;
}

export function addressOf(place: i32): usize {
  return textAt + 2 + (place << 1);
}

export function unitAt(place: i32): u32 {
  return <u32>load<u16>(textAt + (place << 1), 2);
}
