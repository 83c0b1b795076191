/** The members that one chunk after the other carries a piece of text in, while all else stays as it was. */
export type DeltaField = 'content' | 'reasoning_content' | 'reasoning' | 'arguments';

/**
 * Recognises the events of a stream that equal one read before but for single strings, so that they need no parsing:
 * all bytes around those strings are the same, and in their places stand strings without escapes and control
 * characters. Such an event is the same JSON with other strings there, so nothing else can be in it.
 */
export interface DeltaTemplate {
  readonly field: DeltaField;
  /** What stands before, between and behind the strings that change; the first of them is the text. */
  readonly fixed: readonly Buffer[];
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Makes a template out of an event. OpenAI pads each event with an `obfuscation` string, which changes too.
 * @param event the event's bytes: one line of data that was parsed
 * @param value what parsing found in the one text-bearing member
 * @returns null when the member does not stand there exactly once, written plainly
 */
export function templateOf(event: Buffer, field: DeltaField, value: string): DeltaTemplate | null {
  const text = plainStringAt(event, field);
  if (text === null || event.toString('utf8', text.start, text.end) !== value) return null;
  const padding = plainStringAt(event, 'obfuscation');
  if (padding === null || padding.start < text.end) {
    return { field, fixed: [event.subarray(0, text.start), event.subarray(text.end)] };
  }
  const between = event.subarray(text.end, padding.start);
  return { field, fixed: [event.subarray(0, text.start), between, event.subarray(padding.end)] };
}

/** The text in the template's place; null when the event is another one. */
export function matchTemplate(template: DeltaTemplate, event: Buffer): string | null {
  const last = template.fixed.length - 1;
  let position = 0;
  let textStart = 0;
  let textEnd = 0;
  for (let index = 0; index <= last; index += 1) {
    const fixed = template.fixed[index];
    if (fixed === undefined || event.length - position < fixed.length) return null;
    if (event.compare(fixed, 0, fixed.length, position, position + fixed.length) !== 0) return null;
    position += fixed.length;
    if (index === last) break;
    const end = plainEnd(event, position);
    if (end === -1) return null;
    if (index === 0) {
      textStart = position;
      textEnd = end;
    }
    position = end;
  }
  return position === event.length ? event.toString('utf8', textStart, textEnd) : null;
}

/** Where the only member of this name has its string; null when there are several, or it has an escape. */
function plainStringAt(event: Buffer, member: string): { start: number; end: number } | null {
  for (const opening of [`"${member}":"`, `"${member}": "`]) {
    const at = event.indexOf(opening);
    if (at === -1) continue;
    if (event.includes(opening, at + 1)) return null;
    const start = at + opening.length;
    const end = plainEnd(event, start);
    return end === -1 ? null : { start, end };
  }
  return null;
}

/** Where the string that begins here ends; -1 when an escape or a control character comes first. */
function plainEnd(event: Buffer, start: number): number {
  for (let index = start; index < event.length; index += 1) {
    const byte = event[index] as number;
    if (byte === quote) return index;
    if (byte === backslash || byte < 0x20) return -1;
  }
  return -1;
}
