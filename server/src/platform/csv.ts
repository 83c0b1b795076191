/**
 * The rows of a CSV text (RFC 4180), each as its fields; lines end in any way, a byte order mark is left out, rows without
 * content too. Fields are separated by commas; by semicolons or tabs when the first line has those and no comma.
 */
export function* readCsv(text: string): Generator<string[]> {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const separator = separatorOf(text.slice(start, endOfLine(text, start)));
  let row: string[] = [];
  for (let at = start; at < text.length;) {
    const field = text.charAt(at) === '"' ? quotedField(text, at, separator) : plainField(text, at, separator);
    row.push(field.value);
    at = field.end;
    if (text.charAt(at) === separator) {
      at++;
      if (at < text.length && !isLineEnd(text, at)) continue;
      row.push('');
    }
    if (text.charAt(at) === '\r' && text.charAt(at + 1) === '\n') at++;
    at++;
    if (row.some((one) => one.trim() !== '')) yield row;
    row = [];
  }
}

interface Field {
  readonly value: string;
  /** Where the separator or the end of the line stands. */
  readonly end: number;
}

function plainField(text: string, at: number, separator: string): Field {
  let end = at;
  while (end < text.length && text.charAt(end) !== separator && !isLineEnd(text, end)) end++;
  return { value: text.slice(at, end), end };
}

/** What stands between the closing quote and the separator belongs to the field, as spreadsheets read it. */
function quotedField(text: string, at: number, separator: string): Field {
  let value = '';
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return { value: value + text.slice(from), end: text.length };
    value += text.slice(from, quote);
    if (text.charAt(quote + 1) !== '"') {
      const rest = plainField(text, quote + 1, separator);
      return { value: value + rest.value, end: rest.end };
    }
    value += '"';
    from = quote + 2;
  }
}

function separatorOf(line: string): string {
  if (line.includes(',')) return ',';
  if (line.includes(';')) return ';';
  return line.includes('\t') ? '\t' : ',';
}

function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isLineEnd(text, end)) end++;
  return end;
}

function isLineEnd(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 0x0a || unit === 0x0d;
}
