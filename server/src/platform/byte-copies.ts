/** A range of another text's bytes, or bytes of its own in base64. */
export type Copy = readonly [start: number, end: number] | string;

/** A shorter piece is not worth a reference. */
const stringBytesMin = 24;

/**
 * How a JSON text can be put together from the strings of another one and bytes of its own: JSON `[[start, end] |
 * "base64", …]`. Two protocols' requests of one conversation differ in what stands between the strings.
 */
export function copiesOf(base: Buffer, target: Buffer): Buffer {
  const places = new Map<string, number>();
  for (const [start, end] of stringsOf(base)) places.set(base.toString('latin1', start, end), start);
  const copies: Copy[] = [];
  let at = 0;
  for (const [start, end] of stringsOf(target)) {
    const place = places.get(target.toString('latin1', start, end));
    if (place === undefined) continue;
    if (start > at) copies.push(target.toString('base64', at, start));
    copies.push([place, place + end - start]);
    at = end;
  }
  if (at < target.length) copies.push(target.toString('base64', at));
  return Buffer.from(JSON.stringify(copies));
}

export function applyCopies(base: Buffer, copies: readonly Copy[]): Buffer {
  return Buffer.concat(
    copies.map((copy) => (typeof copy === 'string' ? Buffer.from(copy, 'base64') : base.subarray(copy[0], copy[1]))),
  );
}

/** The ranges between quotes of the longer strings of a JSON text. */
function* stringsOf(json: Buffer): Generator<readonly [start: number, end: number]> {
  const quote = 0x22;
  for (let open = json.indexOf(quote); open >= 0;) {
    let close = json.indexOf(quote, open + 1);
    while (close >= 0 && isEscaped(json, close)) close = json.indexOf(quote, close + 1);
    if (close < 0) return;
    if (close - open > stringBytesMin) yield [open + 1, close];
    open = json.indexOf(quote, close + 1);
  }
}

function isEscaped(json: Buffer, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === 0x5c) backslashes++;
  return backslashes % 2 === 1;
}
