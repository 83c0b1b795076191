import type { GovernedRequest } from '../providers/request/governed-request.ts';
import { type JsonNode, JsonSyntaxError, parseJsonTree, stringOf } from '../platform/json-tree.ts';

/** A text of a request that is JSON itself, such as a tool's result. */
export interface InnerJson {
  /** Whether a span lies within one of its strings and cuts no escape: what stands there may be any text. */
  holds(start: number, end: number): boolean;
}

/** Read once for each text, however much was found in it. */
const known = new WeakMap<GovernedRequest, Map<number, InnerJson | null>>();

/** Null when the text holds no JSON object or array. */
export function innerJson(request: GovernedRequest, text: number, node: JsonNode): InnerJson | null {
  let ofRequest = known.get(request);
  if (!ofRequest) known.set(request, (ofRequest = new Map<number, InnerJson | null>()));
  let inner = ofRequest.get(text);
  if (inner === undefined) ofRequest.set(text, (inner = read(stringOf(request.text, node))));
  return inner;
}

function read(text: string): InnerJson | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const strings = stringsOf(parseJsonTree(text));
    return {
      holds: (start, end) => isWithin(strings, start, end) && !cutsEscape(text, start) && !cutsEscape(text, end),
    };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    // JSON that nests deeper than we read: nothing can be said of its places.
    return isJson(text) ? { holds: () => false } : null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where strings and names begin and end, quotes included, by turns and in order. */
function stringsOf(root: JsonNode): number[] {
  const places: number[] = [];
  const walk = (node: JsonNode): void => {
    if (node.keyStart >= 0) places.push(node.keyStart, node.keyEnd);
    if (node.kind === 'string') places.push(node.start, node.end);
    node.children.forEach(walk);
  };
  walk(root);
  return places;
}

function isWithin(strings: readonly number[], start: number, end: number): boolean {
  let low = 0;
  let high = strings.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (strings[middle * 2 + 1]! <= start) low = middle + 1;
    else high = middle;
  }
  return low * 2 < strings.length && strings[low * 2]! < start && end < strings[low * 2 + 1]!;
}

/** Whether `at` stands inside an escape of the JSON text: behind its backslash, or among the digits of `\\u0041`. */
function cutsEscape(text: string, at: number): boolean {
  for (let back = 1; back <= 5; back++) {
    const begin = at - back;
    if (text.charCodeAt(begin) !== 0x5c || !beginsEscape(text, begin)) continue;
    return back === 1 || text.charCodeAt(begin + 1) === 0x75;
  }
  return false;
}

/** A backslash begins an escape when an even number of them stands before it. */
function beginsEscape(text: string, backslash: number): boolean {
  let before = backslash;
  while (text.charCodeAt(before - 1) === 0x5c) before--;
  return (backslash - before) % 2 === 0;
}
