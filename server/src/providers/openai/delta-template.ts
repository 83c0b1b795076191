/** The members that one chunk after the other carries a piece of text in, while all else stays as it was. */
const fields = ['content', 'reasoning_content', 'reasoning', 'arguments'] as const;
export type DeltaField = (typeof fields)[number];

/**
 * Recognises the chunks of a stream that equal one read before but for one string, so that they need no parsing:
 * prefix and suffix are the same, and what stands between is a string without quote, escape or control character. Such
 * a text is the same JSON with another string in that place, so nothing else can be in it.
 */
export interface DeltaTemplate {
  readonly field: DeltaField;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Makes a template out of a chunk.
 * @param data the chunk's JSON text
 * @param value what parsing found in the one text-bearing member
 * @returns null when the member does not stand there exactly once, written plainly
 */
export function templateOf(data: string, field: DeltaField, value: string): DeltaTemplate | null {
  for (const opening of [`"${field}":"`, `"${field}": "`]) {
    const at = data.indexOf(opening);
    if (at === -1 || data.indexOf(opening, at + 1) !== -1) continue;
    const start = at + opening.length;
    if (!data.startsWith(value, start) || data[start + value.length] !== '"' || !isPlain(value)) return null;
    return { field, prefix: data.slice(0, start), suffix: data.slice(start + value.length) };
  }
  return null;
}

/** The string in the template's place; null when the chunk is another one. */
export function matchTemplate(template: DeltaTemplate, data: string): string | null {
  const { prefix, suffix } = template;
  if (data.length < prefix.length + suffix.length || !data.endsWith(suffix) || !data.startsWith(prefix)) return null;
  const value = data.slice(prefix.length, data.length - suffix.length);
  return isPlain(value) ? value : null;
}

function isPlain(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === 0x22 || code === 0x5c || code < 0x20) return false;
  }
  return true;
}
