/** What changes from one copy of a stock text to the next: UUIDs, dates, numbers. Linear: bounded or single-class runs. */
const changing = new RegExp(
  [
    // UUIDs (RFC 9562).
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    // "Thursday, November 26th, 2026", "26 Nov 2026": the names beside the numbers.
    '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:\\d{1,2} )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) \\d{1,4}(?:st|nd|rd|th)?(?:,? \\d{4})?',
    // Numbers, and dates and times made of them: "2026-11-26T18:44:51.123Z", "1,234.5", "18:44".
    '\\d+(?:[.,:/-]\\d+|[t ]\\d{2}:\\d{2})*(?:z(?![a-z0-9]))?',
  ].join('|'),
  'gi',
);
const placeholder = '\u{fffc}';

export interface MaskedText {
  readonly masked: string;
  /** What was masked, in UTF-16 code units of the text itself, ascending. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/**
 * A text without what changes each time it is sent, by which two copies of one stock prompt are told to be the same.
 * Blanks at its ends do not count.
 */
export function maskText(text: string): MaskedText {
  const spans: [number, number][] = [];
  let masked = '';
  let from = 0;
  for (const match of text.matchAll(changing)) {
    const end = match.index + match[0].length;
    spans.push([match.index, end]);
    masked += text.slice(from, match.index) + placeholder;
    from = end;
  }
  return { masked: (masked + text.slice(from)).trim(), spans };
}
