/** A pattern that cannot be written in the other syntax. */
export class NotCarried extends Error {
  override readonly name = 'NotCarried';
}

/** What RE2's classes hold: ASCII only, while those of Rust's crate know all of Unicode. */
const classes: Readonly<Record<string, string>> = { w: '0-9A-Za-z_', d: '0-9', s: '\\t\\n\\f\\r ' };

/**
 * Writes a pattern of RE2 (github.com/google/re2/wiki/Syntax), as Go programs take them, in the syntax of Rust's `regex`
 * crate (docs.rs/regex): the same language, but for the names of a few things.
 *
 * @throws NotCarried with the reason
 */
export function re2ToRust(pattern: string): string {
  let out = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const unit = pattern.charAt(at);
    if (unit === '\\') {
      const [text, length] = escape(pattern, at, inClass);
      out += text;
      at += length - 1;
    } else if (inClass) {
      if (unit === '[' && pattern.charAt(at + 1) === ':') {
        const end = pattern.indexOf(':]', at + 2);
        if (end === -1) throw new NotCarried('a named class is not closed');
        out += pattern.slice(at, end + 2);
        at = end + 1;
      } else if (unit === ']') {
        out += unit;
        inClass = false;
      } else {
        // Set operations of Rust's crate, which are plain characters elsewhere.
        out += '[&~'.includes(unit) || (unit === '-' && pattern.charAt(at - 1) === '-') ? `\\${unit}` : unit;
      }
    } else if (unit === '[') {
      const start = /^\[\^?\]?/.exec(pattern.slice(at))?.[0] ?? '[';
      out += start.replace(']', '\\]');
      at += start.length - 1;
      inClass = true;
    } else if (unit === '{' && !/^\{\d+(?:,\d*)?\}/.test(pattern.slice(at, at + 16))) out += '\\{';
    else out += unit;
  }
  return out;
}

/** @returns the text in its place, and how much of the pattern it stands for */
function escape(pattern: string, at: number, inClass: boolean): [string, number] {
  const name = pattern.charAt(at + 1);
  if (name === 'Q') {
    const end = pattern.indexOf('\\E', at + 2);
    const literal = pattern.slice(at + 2, end === -1 ? undefined : end);
    return [literal.replace(/[^0-9A-Za-z\s]/gu, String.raw`\$&`), literal.length + (end === -1 ? 2 : 4)];
  }
  const members = classes[name.toLowerCase()];
  if (members !== undefined && name === name.toLowerCase()) return [inClass ? members : `[${members}]`, 2];
  if (members !== undefined && !inClass) return [`[^${members}]`, 2];
  if (/[1-9]/.test(name)) throw new NotCarried('it refers back to a group, or has an octal escape');
  if (name === 'C') throw new NotCarried('it reads single bytes (\\C)');
  if (name === '<' || name === '>') return [name, 2];
  return [pattern.slice(at, at + 2), 2];
}
