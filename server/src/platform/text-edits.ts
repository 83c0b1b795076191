/** A replacement in a text: UTF-16 offsets, end exclusive. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits; one that lies within another goes with it, and all else stays as it was. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of inOrder(edits)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** A byte range with the bytes, in base64, that stand there instead. */
export type Splice = readonly [start: number, end: number, base64: string];

/** The same edits as ranges of the text's UTF-8 bytes, in ascending order. */
export function toSplices(text: string, edits: readonly TextEdit[]): Splice[] {
  let at = 0;
  let bytes = 0;
  return inOrder(edits).map((edit) => {
    const start = bytes + Buffer.byteLength(text.slice(at, edit.start));
    const end = start + Buffer.byteLength(text.slice(edit.start, edit.end));
    at = edit.end;
    bytes = end;
    return [start, end, Buffer.from(edit.text).toString('base64')];
  });
}

/** Applies splices to bytes: what they do not touch is copied, never decoded. */
export function applySplices(bytes: Buffer, splices: readonly Splice[]): Buffer {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const [start, end, base64] of splices) {
    pieces.push(bytes.subarray(at, start), Buffer.from(base64, 'base64'));
    at = end;
  }
  pieces.push(bytes.subarray(at));
  return Buffer.concat(pieces);
}

/** Ascending, without those that lie within another one. */
function inOrder(edits: readonly TextEdit[]): TextEdit[] {
  let coveredTo = 0;
  return edits
    .toSorted((a, b) => a.start - b.start || (isInsertion(a) || isInsertion(b) ? a.end - b.end : b.end - a.end))
    .filter(({ start, end }) => {
      const isWithin = start < coveredTo && end <= coveredTo;
      coveredTo = Math.max(coveredTo, end);
      return !isWithin;
    });
}

function isInsertion({ start, end }: TextEdit): boolean {
  return start === end;
}
