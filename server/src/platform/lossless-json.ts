import { type JsonNode, parseJsonTree, stringOf } from './json-tree.ts';

/**
 * A JSON value (RFC 8259) from which the text's meaning comes back whole: `JSON.stringify` of it writes each number as it
 * was written. A number that a double holds exactly in its shortest form is a plain number, any other one
 * (12345678901234567890, 1.0, 1e2) a `RawNumber`.
 */
export type Json = null | boolean | number | string | RawNumber | readonly Json[] | JsonMembers;
export interface JsonMembers {
  readonly [name: string]: Json;
}

/** What `JSON.rawJSON` makes (ECMAScript proposal "JSON.parse source text access"): `JSON.stringify` writes it verbatim. */
export interface RawNumber {
  readonly rawJSON: string;
}

const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
};

/** @throws JsonSyntaxError */
export function parseJson(text: string): Json {
  return jsonOf(text, parseJsonTree(text));
}

/** The value of a node. A member that stands more than once counts as its last, as for `JSON.parse`. */
export function jsonOf(text: string, node: JsonNode): Json {
  switch (node.kind) {
    case 'string':
      return stringOf(text, node);
    case 'array':
      return node.children.map((child) => jsonOf(text, child));
    case 'object':
      return Object.fromEntries(node.children.map((child) => [child.key ?? '', jsonOf(text, child)]));
    case 'number': {
      const source = text.slice(node.start, node.end);
      const value = Number(source);
      return String(value) === source ? value : rawJSON(source);
    }
    case 'literal': {
      const word = text.slice(node.start, node.end);
      return word === 'null' ? null : word === 'true';
    }
  }
}

export function isMembers(value: Json | undefined): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJSON(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The number that a value stands for, to a double's precision; null when it is none. */
export function numberOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return value;
  return isRawJSON(value) ? Number(value.rawJSON) : null;
}
