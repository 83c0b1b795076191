import type { Scope } from '@tollgate/contract';
import { type JsonNode, placeOf, stringOf } from '../../platform/json-tree.ts';
import type { ScanText } from '../../risk/rule-set.ts';
import type { TextNode } from './governed-request.ts';
import { stringMember } from './seal.ts';

/**
 * Finds every text of a body with its scope: known places by their meaning, all else as `other`.
 * @param scopeOf the scope of a node, given that of its parent (`other` at the root)
 * @param isUnreadable tells content that no rule can look into, where the protocol has other such than media
 */
export function collectTexts(
  text: string,
  root: JsonNode,
  scopeOf: (node: JsonNode, inherited: Scope) => Scope,
  isUnreadable: (node: JsonNode) => boolean = () => false,
): { readonly texts: ScanText[]; readonly nodes: TextNode[] } {
  const collector = new TextCollector(text, scopeOf, isUnreadable);
  collector.walk(root, 'other');
  return collector;
}

/** Names that the APIs themselves give: they hold nothing of anybody's. */
const apiNames = new Set(
  'model messages role content type text tools tool_choice tool_calls tool_call_id function name arguments id stream stream_options include_usage description parameters properties required items enum anyOf additionalProperties strict temperature top_p max_tokens max_completion_tokens response_format reasoning_effort prompt_cache_key metadata image_url url detail seed stop user store n minimum maximum default format title cache_control system source media_type data thinking signature input input_schema tool_use_id is_error budget_tokens call_id output instructions effort summary include max_output_tokens'.split(
    ' ',
  ),
);

/** Members that hold what people, models and tools say: a value may begin in one and go on in the next. */
const contents = new Set(
  'content text input_text output_text output input arguments partial_json thinking reasoning_content refusal instructions system result'.split(
    ' ',
  ),
);

class TextCollector {
  readonly texts: ScanText[] = [];
  readonly nodes: TextNode[] = [];
  private readonly text: string;
  private readonly scopeOf: (node: JsonNode, inherited: Scope) => Scope;
  private readonly isUnreadable: (node: JsonNode) => boolean;

  constructor(
    text: string,
    scopeOf: (node: JsonNode, inherited: Scope) => Scope,
    isUnreadable: (node: JsonNode) => boolean,
  ) {
    this.text = text;
    this.scopeOf = scopeOf;
    this.isUnreadable = isUnreadable;
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
    else if (this.isUnreadable(node)) this.add({ node, part: 'mark' }, scope, 'data:application/octet-stream;base64,');
    for (const child of node.children) this.walk(child, this.scopeOf(child, scope));
  }

  /** Audio and files travel as bare base64: nothing in the text itself says what they are. */
  private mark(node: JsonNode, scope: Scope): void {
    const kind = unreadableKind(this.text, node);
    if (kind === null) return;
    const data = node.children.find(({ key }) => key === 'data' || key === 'file_data');
    if (data?.kind !== 'string' || this.text.startsWith('data:', data.start + 1)) return;
    this.add({ node: data, part: 'mark' }, scope, `data:${kind};base64,`);
  }

  private add(node: TextNode, scope: Scope, value: string): void {
    if (value === '') return;
    this.texts.push(new PlacedText(node, scope, value));
    this.nodes.push(node);
  }
}

/**
 * The media type of an object whose `data` or `file_data` is base64: chat's `input_audio` and `file`, the `input_file` of
 * the responses API, and Anthropic's `source` with `type: base64`.
 */
function unreadableKind(text: string, node: JsonNode): string | null {
  if (node.key === 'input_audio') return 'audio/*';
  if (node.key === 'file') return 'application/octet-stream';
  const type = stringMember(text, node, 'type');
  if (type === 'input_file') return 'application/octet-stream';
  if (node.key !== 'source' || type !== 'base64') return null;
  return stringMember(text, node, 'media_type') ?? 'application/octet-stream';
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

  get joins(): boolean {
    const { node, part } = this.at;
    return part === 'value' && node.kind === 'string' && (node.key === null || contents.has(node.key));
  }
}
