import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { FilePath, FileProblem } from './file-problem.ts';

/** Where something stands in the text, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface YamlText {
  readonly value: unknown;
  /** The place of the value at this path, or of the nearest thing round it that is there. */
  readonly locate: (path: FilePath) => Place;
}

/** Reads YAML 1.2 and remembers where everything stands. */
export function readYaml(text: string): YamlText | { errors: FileProblem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    const errors = document.errors.map((error) => ({
      ...placeAt(error.pos[0]),
      field: '',
      message: withoutSource(error.message),
    }));
    return { errors };
  }
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), locate: (path) => placeAt(offsetOf(document, path)) };
  } catch {
    return { errors: [{ line: 1, column: 1, field: '', message: 'its aliases cannot be resolved' }] };
  }
}

/** The parser quotes what it stumbled over, which may be a secret. */
function withoutSource(message: string): string {
  return message.replace(/:?\s*["'`].*$/s, '');
}

function offsetOf(document: Document, path: FilePath): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(step));
      if (!pair) break;
      offset = rangeStart(pair.value) ?? rangeStart(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = rangeStart(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

function rangeStart(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
