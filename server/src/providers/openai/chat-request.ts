import type { Scope } from '@tollgate/contract';
import type { ScanText } from '../../risk/rule-set.ts';
import { type JsonNode, JsonSyntaxError, parseJsonTree, placeOf, stringOf } from '../../platform/json-tree.ts';

/** A chat completion request as far as the gateway reads it; the text itself stays the source of truth. */
export interface ChatRequest {
  readonly text: string;
  readonly root: JsonNode;
  readonly model: { readonly name: string; readonly node: JsonNode };
  readonly stream: boolean;
  /** The caller asked for the usage chunk itself. */
  readonly usageAsked: boolean;
  /** A plain text answer would not be what the caller can read (`response_format`, a forced `tool_choice`). */
  readonly needsStructure: boolean;
  /** `tool_call_id` of the tool results that follow the last assistant message. */
  readonly toolResults: readonly string[];
  /** Members of the body that may carry ids, as strings. */
  readonly carried: Readonly<Record<CarriedId, string | null>>;
  /** Every string of the body, keys and long numbers included, in the order of the text. */
  readonly texts: readonly ScanText[];
  /** The node of each text; null for a mark that stands for content that cannot be read. */
  readonly nodes: readonly TextNode[];
}

export interface TextNode {
  readonly node: JsonNode;
  readonly part: 'value' | 'key' | 'mark';
}

const carriedIds = [
  'trace_id',
  'metadata.trace_id',
  'session_id',
  'metadata.session_id',
  'conversation',
  'prompt_cache_key',
] as const;
export type CarriedId = (typeof carriedIds)[number];

/** What is wrong with a body; `param` is the JSON path. */
export class InvalidBody extends Error {
  override readonly name = 'InvalidBody';
  readonly param: string | null;
  constructor(message: string, param: string | null) {
    super(message);
    this.param = param;
  }
}

/**
 * Reads `POST /v1/chat/completions` (OpenAI API reference, "Create chat completion"). Checks the types of what it reads
 * and nothing else; a governed member that stands twice (in any letter case) is refused, since two parsers could read
 * two different requests.
 * @throws InvalidBody
 */
export function readChatRequest(text: string): ChatRequest {
  const root = parse(text);
  if (root.kind !== 'object') throw new InvalidBody('The body must be a JSON object.', null);
  const reader = new Reader(text);

  const modelNode = reader.member(root, 'model');
  const name = modelNode ? reader.string(modelNode) : null;
  if (!modelNode || name === null || name.trim() === '') throw new InvalidBody('"model" is missing or blank.', 'model');

  const messages = reader.member(root, 'messages');
  if (!messages || messages.kind !== 'array' || messages.children.length === 0) {
    throw new InvalidBody('"messages" must be an array with at least one message.', 'messages');
  }
  const roles = messages.children.map((message) => reader.role(message));

  const stream = reader.boolean(root, 'stream') ?? false;
  const options = reader.object(root, 'stream_options');
  const usageAsked = (options && reader.boolean(options, 'include_usage')) ?? false;
  const toolChoice = reader.member(root, 'tool_choice');
  const forcedTool =
    toolChoice !== null &&
    (toolChoice.kind === 'object' || text.slice(toolChoice.start, toolChoice.end) === '"required"');
  const format = reader.object(root, 'response_format');
  const formatType = format && reader.member(format, 'type');
  const metadata = reader.object(root, 'metadata');
  for (const governed of ['tools', 'functions'] as const) reader.member(root, governed);

  const collector = new TextCollector(text, roles);
  collector.walk(root, 'other');
  return {
    text,
    root,
    model: { name, node: modelNode },
    stream,
    usageAsked,
    needsStructure: forcedTool || (formatType !== null && text.slice(formatType.start, formatType.end) !== '"text"'),
    toolResults: reader.toolResults(messages, roles),
    carried: {
      trace_id: reader.optionalString(root, 'trace_id'),
      'metadata.trace_id': metadata && reader.optionalString(metadata, 'trace_id'),
      session_id: reader.optionalString(root, 'session_id'),
      'metadata.session_id': metadata && reader.optionalString(metadata, 'session_id'),
      conversation: reader.optionalString(root, 'conversation'),
      prompt_cache_key: reader.optionalString(root, 'prompt_cache_key'),
    },
    texts: collector.texts,
    nodes: collector.nodes,
  };
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

class Reader {
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
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
    return found && found.key === name ? found : this.refuseOtherCase(found);
  }

  private refuseOtherCase(found: JsonNode | null): null {
    if (found)
      throw new InvalidBody(`"${found.key}" is written in another letter case than the API has it.`, placeOf(found));
    return null;
  }

  string(node: JsonNode): string | null {
    if (node.kind !== 'string') throw new InvalidBody(`"${placeOf(node)}" must be a string.`, placeOf(node));
    return stringOf(this.text, node);
  }

  optionalString(object: JsonNode, name: string): string | null {
    const node = this.member(object, name);
    return node?.kind === 'string' ? stringOf(this.text, node) : null;
  }

  boolean(object: JsonNode, name: string): boolean | null {
    const node = this.member(object, name);
    const raw = node ? this.text.slice(node.start, node.end) : 'null';
    if (raw === 'null') return null;
    if (raw !== 'true' && raw !== 'false') throw new InvalidBody(`"${name}" must be true or false.`, placeOf(node!));
    return raw === 'true';
  }

  object(parent: JsonNode, name: string): JsonNode | null {
    const node = this.member(parent, name);
    if (!node || this.text.slice(node.start, node.end) === 'null') return null;
    if (node.kind !== 'object') throw new InvalidBody(`"${placeOf(node)}" must be an object.`, placeOf(node));
    return node;
  }

  /** The role of a message; also makes sure that nothing we read of it stands twice. */
  role(message: JsonNode): string {
    if (message.kind !== 'object') throw new InvalidBody('A message must be an object.', placeOf(message));
    const role = this.member(message, 'role');
    if (!role) throw new InvalidBody('A message needs a role.', `${placeOf(message)}.role`);
    const content = this.member(message, 'content');
    const calls = this.member(message, 'tool_calls');
    this.member(message, 'tool_call_id');
    for (const part of content?.kind === 'array' ? content.children : []) {
      for (const name of ['type', 'text', 'image_url', 'input_audio', 'file']) this.member(part, name);
    }
    for (const call of calls?.kind === 'array' ? calls.children : []) {
      this.member(call, 'id');
      const called = this.member(call, 'function');
      if (called) for (const name of ['name', 'arguments']) this.member(called, name);
    }
    return this.string(role) ?? '';
  }

  toolResults(messages: JsonNode, roles: readonly string[]): string[] {
    const ids: string[] = [];
    const isEnough = (): boolean => ids.length >= toolResultsMax;
    for (let index = messages.children.length - 1; index >= 0 && roles[index] !== 'assistant' && !isEnough(); index--) {
      const message = messages.children[index];
      if (!message || roles[index] !== 'tool') continue;
      const id = this.optionalString(message, 'tool_call_id');
      if (id) ids.push(id);
    }
    return roles.includes('assistant') ? ids.reverse() : [];
  }
}

/** Of one turn; the last ones are as good as all to find the call that asked for them. */
const toolResultsMax = 256;

/** Names that the API itself gives: they hold nothing of anybody's. */
const apiNames = new Set(
  'model messages role content type text tools tool_choice tool_calls tool_call_id function name arguments id stream stream_options include_usage description parameters properties required items enum anyOf additionalProperties strict temperature top_p max_tokens max_completion_tokens response_format reasoning_effort prompt_cache_key metadata image_url url detail seed stop user store n minimum maximum default format title cache_control'.split(
    ' ',
  ),
);

const scopeOfRole: Readonly<Record<string, Scope>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool_result',
  function: 'tool_result',
};

/** Finds every text with its scope: known places by their meaning, all else as `other`. */
class TextCollector {
  readonly texts: ScanText[] = [];
  readonly nodes: TextNode[] = [];
  private readonly text: string;
  private readonly roles: readonly string[];

  constructor(text: string, roles: readonly string[]) {
    this.text = text;
    this.roles = roles;
  }

  walk(node: JsonNode, scope: Scope): void {
    if (node.key !== null && !apiNames.has(node.key)) {
      this.add({ node, part: 'key' }, scope, node.key);
    }
    if (node.kind === 'string') {
      this.add({ node, part: 'value' }, scope, stringOf(this.text, node));
    } else if (node.kind === 'number' && node.end - node.start >= 8) {
      this.add({ node, part: 'value' }, scope, this.text.slice(node.start, node.end));
    }
    if (node.kind === 'object') this.mark(node, scope);
    for (const child of node.children) this.walk(child, this.scopeOf(child, scope));
  }

  private scopeOf(node: JsonNode, inherited: Scope): Scope {
    const parent = node.parent!;
    if (!parent.parent) {
      return node.key === 'tools' || node.key === 'functions' ? 'tool_definitions' : 'other';
    }
    if (parent.key === 'messages' && !parent.parent.parent) return scopeOfRole[this.roles[node.index] ?? ''] ?? 'other';
    if (inherited === 'assistant' && (node.key === 'tool_calls' || node.key === 'function_call')) return 'tool_call';
    return inherited;
  }

  /** Audio and files travel as bare base64: nothing in the text itself says what they are. */
  private mark(node: JsonNode, scope: Scope): void {
    if (node.key !== 'input_audio' && node.key !== 'file') return;
    const data = node.children.find((child) => child.key === 'data' || child.key === 'file_data');
    if (data?.kind !== 'string' || this.text.startsWith('data:', data.start + 1)) return;
    const kind = node.key === 'file' ? 'application/octet-stream' : 'audio/*';
    this.add({ node: data, part: 'mark' }, scope, `data:${kind};base64,`);
  }

  private add(node: TextNode, scope: Scope, value: string): void {
    if (value === '') return;
    this.texts.push(new PlacedText(node, scope, value));
    this.nodes.push(node);
  }
}

/** A text whose place is only spelled out when something was found in it. */
class PlacedText implements ScanText {
  readonly scope: Scope;
  readonly value: string;
  private readonly at: TextNode;

  constructor(at: TextNode, scope: Scope, value: string) {
    this.at = at;
    this.scope = scope;
    this.value = value;
  }

  get place(): string {
    const { node, part } = this.at;
    if (part !== 'key') return placeOf(node);
    return `${node.parent?.parent ? placeOf(node.parent) : ''}{${node.index}}`;
  }
}
