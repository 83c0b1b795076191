import { type JsonNode, JsonSyntaxError, parseJsonTree, placeOf, stringOf } from '../../platform/json-tree.ts';
import { type CarriedId, InvalidBody } from './governed-request.ts';

/**
 * Reads governed members of a body. A governed member that stands twice (in any letter case) is refused, since two
 * parsers could read two different requests. All methods throw `InvalidBody`.
 */
export class BodyReader {
  readonly text: string;
  readonly root: JsonNode;

  constructor(text: string) {
    this.text = text;
    this.root = parse(text);
    if (this.root.kind !== 'object') throw new InvalidBody('The body must be a JSON object.', null);
  }

  /** The one member of this name; null when absent. */
  member(object: JsonNode, name: string): JsonNode | null {
    let found: JsonNode | null = null;
    for (const child of object.children) {
      const { key } = child;
      if (key === null || key.length !== name.length || foldCase(key) !== name) continue;
      if (found) throw new InvalidBody(`"${name}" stands more than once.`, placeOf(child));
      found = child;
    }
    return found && found.key === name ? found : refuseOtherCase(found);
  }

  /** Makes sure that none of these members stands twice. */
  once(object: JsonNode, names: readonly string[]): void {
    for (const name of names) this.member(object, name);
  }

  string(node: JsonNode): string {
    if (node.kind !== 'string') throw new InvalidBody(`"${placeOf(node)}" must be a string.`, placeOf(node));
    return stringOf(this.text, node);
  }

  optionalString(object: JsonNode | null, name: string): string | null {
    const node = object && this.member(object, name);
    return node?.kind === 'string' ? stringOf(this.text, node) : null;
  }

  boolean(object: JsonNode, name: string): boolean | null {
    const node = this.member(object, name);
    const raw = node ? this.raw(node) : 'null';
    if (raw === 'null') return null;
    if (raw !== 'true' && raw !== 'false') throw new InvalidBody(`"${name}" must be true or false.`, placeOf(node!));
    return raw === 'true';
  }

  object(parent: JsonNode, name: string): JsonNode | null {
    const node = this.member(parent, name);
    if (!node || this.raw(node) === 'null') return null;
    if (node.kind !== 'object') throw new InvalidBody(`"${placeOf(node)}" must be an object.`, placeOf(node));
    return node;
  }

  /** The value as it is written. */
  raw(node: JsonNode): string {
    return this.text.slice(node.start, node.end);
  }

  model(): { readonly name: string; readonly node: JsonNode } {
    const node = this.member(this.root, 'model');
    const name = node ? this.string(node) : '';
    if (!node || name.trim() === '') throw new InvalidBody('"model" is missing or blank.', 'model');
    return { name, node };
  }

  /** @param found what this protocol carries beside the ids that stand at the same place in each */
  carried(found: Partial<Record<CarriedId, string | null>> = {}): Record<CarriedId, string | null> {
    const { root } = this;
    const metadata = this.object(root, 'metadata');
    const client = this.member(root, 'client_metadata');
    return {
      trace_id: this.optionalString(root, 'trace_id'),
      'metadata.trace_id': this.optionalString(metadata, 'trace_id'),
      session_id: this.optionalString(root, 'session_id'),
      'metadata.session_id': this.optionalString(metadata, 'session_id'),
      'metadata.user_id': null,
      'client_metadata.session_id': this.optionalString(client, 'session_id'),
      'client_metadata.turn_id': this.optionalString(client, 'turn_id'),
      conversation: this.optionalString(root, 'conversation'),
      prompt_cache_key: this.optionalString(root, 'prompt_cache_key'),
      ...found,
    };
  }
}

function parse(text: string): JsonNode {
  try {
    return parseJsonTree(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new InvalidBody(`The body is not valid JSON: ${error.message}.`, null);
    throw error;
  }
}

/** As loosely as any parser may compare: Go's takes "me\u017Fsages" (a long s) for "messages". */
function foldCase(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function refuseOtherCase(found: JsonNode | null): null {
  if (found) {
    throw new InvalidBody(`"${found.key}" is written in another letter case than the API has it.`, placeOf(found));
  }
  return null;
}
