/**
 * A JSON text (RFC 8259) as a tree of positions: every value knows where it stands in the text, so that single values
 * can be read, scanned and replaced while all else stays as it was written. Offsets are UTF-16 code units of the text.
 */
export interface JsonNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'literal';
  /** The first code unit; of a string, its opening quote. */
  readonly start: number;
  end: number;
  readonly parent: JsonNode | null;
  /** The member's name, decoded; null in arrays and at the root. */
  readonly key: string | null;
  /** Where the member's name stands, its quotes included; -1 without one. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly index: number;
  readonly children: readonly JsonNode[];
}

export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(`${message} at character ${offset + 1}`);
    this.offset = offset;
  }
}

const none: readonly JsonNode[] = [];
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const control = /[\u0000-\u001f]/g;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Parses strictly what RFC 8259 allows, and nothing else.
 * @throws JsonSyntaxError with the offset, also for nesting over `depthMax` and for more than `valuesMax` values: each
 * takes some 120 bytes of memory, whatever little it takes in the text
 */
export function parseJsonTree(text: string, depthMax = 64, valuesMax = 500_000): JsonNode {
  return new Parser(text, depthMax, valuesMax).parse();
}

class Parser {
  private readonly text: string;
  private readonly depthMax: number;
  private readonly valuesMax: number;
  private values = 0;
  private at = 0;
  private nextControl = -1;
  private nextBackslash = -1;

  constructor(text: string, depthMax: number, valuesMax: number) {
    this.text = text;
    this.depthMax = depthMax;
    this.valuesMax = valuesMax;
  }

  parse(): JsonNode {
    this.blanks();
    const root = this.value(null, null, -1, -1, 0, 1);
    this.blanks();
    if (this.at < this.text.length) throw this.unexpected();
    return root;
  }

  private value(
    parent: JsonNode | null,
    key: string | null,
    keyStart: number,
    keyEnd: number,
    index: number,
    depth: number,
  ): JsonNode {
    const start = this.at;
    if (++this.values > this.valuesMax) throw new JsonSyntaxError(`more than ${this.valuesMax} values`, start);
    const code = this.text.charCodeAt(start);
    let kind: JsonNode['kind'];
    if (code === 0x22) {
      kind = 'string';
      this.string();
    } else if (code === 0x7b || code === 0x5b) {
      if (depth > this.depthMax) throw new JsonSyntaxError(`nesting over ${this.depthMax} levels`, start);
      const node = {
        kind: code === 0x7b ? ('object' as const) : ('array' as const),
        start,
        end: start,
        parent,
        key,
        keyStart,
        keyEnd,
        index,
        children: [] as JsonNode[],
      };
      if (code === 0x7b) this.members(node, depth);
      else this.elements(node, depth);
      node.end = this.at;
      return node;
    } else if (code === 0x74 || code === 0x66 || code === 0x6e) {
      kind = 'literal';
      const word = code === 0x74 ? 'true' : code === 0x66 ? 'false' : 'null';
      if (!this.text.startsWith(word, start)) throw this.unexpected();
      this.at += word.length;
    } else {
      kind = 'number';
      number.lastIndex = start;
      if (!number.test(this.text)) throw this.unexpected();
      this.at = number.lastIndex;
    }
    return { kind, start, end: this.at, parent, key, keyStart, keyEnd, index, children: none };
  }

  private members(node: JsonNode & { children: JsonNode[] }, depth: number): void {
    this.at++;
    this.blanks();
    if (this.take(0x7d)) return;
    for (;;) {
      const keyStart = this.at;
      if (this.text.charCodeAt(keyStart) !== 0x22) throw this.unexpected();
      const escaped = this.string();
      const keyEnd = this.at;
      const raw = this.text.slice(keyStart + 1, keyEnd - 1);
      const key = escaped ? (JSON.parse(`"${raw}"`) as string) : raw;
      this.blanks();
      if (!this.take(0x3a)) throw this.unexpected();
      this.blanks();
      node.children.push(this.value(node, key, keyStart, keyEnd, node.children.length, depth + 1));
      this.blanks();
      if (this.take(0x7d)) return;
      if (!this.take(0x2c)) throw this.unexpected();
      this.blanks();
    }
  }

  private elements(node: JsonNode & { children: JsonNode[] }, depth: number): void {
    this.at++;
    this.blanks();
    if (this.take(0x5d)) return;
    for (;;) {
      node.children.push(this.value(node, null, -1, -1, node.children.length, depth + 1));
      this.blanks();
      if (this.take(0x5d)) return;
      if (!this.take(0x2c)) throw this.unexpected();
      this.blanks();
    }
  }

  /** Moves behind the closing quote; tells whether there was an escape. Jumps from quote to quote. */
  private string(): boolean {
    const { text } = this;
    const start = this.at;
    let from = start + 1;
    let quote = text.indexOf('"', from);
    let escaped = false;
    for (;;) {
      // Looked for anew only when it was an escaped one: or a long text with many escapes would take the square of its length.
      if (quote >= 0 && quote < from) quote = text.indexOf('"', from);
      if (quote < 0) throw new JsonSyntaxError('a string that does not end', start);
      if (this.backslashFrom(from) >= quote) {
        if (this.controlFrom(start) < quote) {
          throw new JsonSyntaxError('a control character in a string', this.nextControl);
        }
        this.at = quote + 1;
        return escaped;
      }
      escaped = true;
      escape.lastIndex = this.nextBackslash;
      if (!escape.test(text)) throw new JsonSyntaxError('an invalid escape', this.nextBackslash);
      from = escape.lastIndex;
    }
  }

  private backslashFrom(at: number): number {
    if (this.nextBackslash < at) {
      const found = this.text.indexOf('\\', at);
      this.nextBackslash = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.nextBackslash;
  }

  private controlFrom(at: number): number {
    if (this.nextControl < at) {
      control.lastIndex = at;
      this.nextControl = control.test(this.text) ? control.lastIndex - 1 : Number.POSITIVE_INFINITY;
    }
    return this.nextControl;
  }

  private blanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  private take(code: number): boolean {
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  private unexpected(): JsonSyntaxError {
    return this.at >= this.text.length
      ? new JsonSyntaxError('unexpected end', this.at)
      : new JsonSyntaxError('unexpected character', this.at);
  }
}

/** The value of a node, as `JSON.parse` would give it. */
export function valueOf(text: string, node: JsonNode): unknown {
  if (node.kind === 'string') return stringOf(text, node);
  return JSON.parse(text.slice(node.start, node.end));
}

/** The decoded string of a string node. */
export function stringOf(text: string, node: JsonNode): string {
  const raw = text.slice(node.start + 1, node.end - 1);
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
}

/**
 * A path such as `messages[3].content`. Long or odd member names, which could hold anything, stand as their number:
 * `metadata{2}`.
 */
export function placeOf(node: JsonNode): string {
  const parts: string[] = [];
  for (let at: JsonNode = node; at.parent; at = at.parent) {
    if (at.key === null) parts.push(`[${at.index}]`);
    else if (/^[A-Za-z_$][A-Za-z_$-]{0,31}$/.test(at.key)) parts.push(at.parent.parent ? `.${at.key}` : at.key);
    else parts.push(`{${at.index}}`);
  }
  return parts.reverse().join('');
}
