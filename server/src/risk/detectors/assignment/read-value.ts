export interface Value {
  /** What stands around it: `"`, `'`, a backtick, or nothing. */
  readonly quote: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const valueLengthMax = 400;
/** Marks of string literals: `@"…"` of C#, `f"…"` of Python. */
const opening = /(?:@|\$|[fbru]{1,2}(?=["']))?(?<quote>\\?["'`]|["“「])/y;
const bare = /(?:[!#$%()*+\-./0-9:=?@A-Z[\]^_a-z{}~>]|&(?![a-z_]{1,30}=)){4,256}/y;

/** The value that begins at `at`, in quotes or not; null for none, or for a string that does not end in its line. */
export function readValue(text: string, at: number): Value | null {
  opening.lastIndex = at;
  const quote = opening.exec(text)?.groups?.['quote'];
  if (quote === undefined) return bareValue(text, at);
  const start = opening.lastIndex;
  const end = closing(text, start, closers[quote] ?? quote);
  return end - start < 4 ? null : { quote, value: text.slice(start, end), start, end };
}

const closers: Readonly<Record<string, string>> = { '“': '”', '「': '」' };

/** -1 when there is none. A backslash keeps the character after it, unless the quotes are written with one themselves. */
function closing(text: string, start: number, quote: string): number {
  for (let at = start; at < text.length && at - start <= valueLengthMax; at++) {
    const unit = text.charAt(at);
    if (unit === '\n') return -1;
    if (text.startsWith(quote, at)) return at;
    if (unit === '\\' && quote.length === 1) at++;
  }
  return -1;
}

function bareValue(text: string, at: number): Value | null {
  bare.lastIndex = at;
  const match = bare.exec(text);
  if (match === null) return null;
  const value = match[0].replace(/[.:)\]}?>]{1,4}$/, '');
  return value.length < 4 ? null : { quote: '', value, start: at, end: at + value.length };
}
