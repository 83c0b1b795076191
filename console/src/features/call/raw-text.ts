/** When the bytes of a stream came: [bytes, ms], both since the entry before. */
export type StreamTimes = readonly (readonly [bytes: number, ms: number])[];

export interface StreamEvent {
  readonly text: string;
  /** Since the first byte; null where it is not recorded. */
  readonly ms: number | null;
}

/** A line that is longer is shown in pieces: what is not in lines would make one of any length. */
const lineMax = 400;

/** A body in lines: JSON indented as far as that only adds blanks, all else as it stands. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const line of (indented(text) ?? text).split('\n')) {
    for (let at = 0; at === 0 || at < line.length; at += lineMax) lines.push(line.slice(at, at + lineMax));
  }
  return lines;
}

/** Puts line breaks between the values of a JSON text and leaves each of them as it was written; null for what is none. */
function indented(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  let out = '';
  let depth = 0;
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;
  let last = '';
  for (const [token] of text.matchAll(tokens)) {
    const isClose = token === '}' || token === ']';
    if (isClose) depth--;
    if (depth < 0) return null;
    const opened = last === '{' || last === '[';
    if (isClose ? !opened : opened || last === ',') out += `\n${'  '.repeat(depth)}`;
    out += token === ':' ? ': ' : token;
    if (token === '{' || token === '[') depth++;
    last = token;
  }
  return out;
}

/** The events of a stream, each with the time at which its last byte came. */
export function eventsIn(text: string, times: StreamTimes): StreamEvent[] {
  const encoder = new TextEncoder();
  const ends: { readonly bytes: number; readonly ms: number }[] = [];
  let [bytes, ms] = [0, 0];
  for (const [more, later] of times) {
    bytes += more;
    ms += later;
    ends.push({ bytes, ms });
  }
  let seen = 0;
  let piece = 0;
  return text
    .split(/(?<=\r?\n\r?\n)/)
    .filter((event) => event.trim() !== '')
    .map((event) => {
      seen += encoder.encode(event).length;
      while (piece < ends.length - 1 && (ends[piece]?.bytes ?? 0) < seen) piece++;
      return { text: event.trimEnd(), ms: ends[piece]?.ms ?? null };
    });
}
