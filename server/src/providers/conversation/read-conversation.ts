import { type JsonNode, stringOf } from '../../platform/json-tree.ts';
import { flatName } from '../responses/tool-names.ts';
import { type AnswerCall, canonicalAnswer } from './canonical-answer.ts';

/** A request as a conversation, as far as it takes to find the call that it goes on from. */
export interface Conversation {
  /** The first message of the user, trimmed; null when there is none. */
  readonly firstUserMessage: string | null;
  /** What the assistant said, in order; each is only read when it is asked for. */
  readonly answers: readonly CarriedAnswer[];
  /** Ids of the tool calls whose results follow the last answer, as they are written. */
  readonly toolResults: readonly string[];
}

export interface CarriedAnswer {
  /** Index of the message after it. */
  readonly next: number;
  canonical(): string | null;
}

/** Of one turn; the last ones are as good as all to find the call that asked for them. */
const toolResultsMax = 256;

/**
 * Reads the messages of a body: `messages` of OpenAI's chat completions and of Anthropic's messages, `input` of OpenAI's
 * responses. What is of another shape than those APIs have is passed over.
 * @param text the JSON of which `root` is the tree
 */
export function readConversation(text: string, root: JsonNode): Conversation {
  const list = member(root, 'messages') ?? member(root, 'input');
  if (list?.kind === 'string') return { firstUserMessage: stringOf(text, list).trim(), answers: [], toolResults: [] };
  const isOfItems = list?.key === 'input';
  const items = list?.kind === 'array' ? list.children.map((node) => new Item(text, node)) : [];
  const answers: CarriedAnswer[] = [];
  for (let from = 0; from < items.length;) {
    let to = from;
    while (to < items.length && items[to]?.isAnswer) to++;
    if (to > from) {
      const run = items.slice(from, to);
      // Of one answer, the responses API makes an item for each part; elsewhere each message is an answer.
      const isOne = isOfItems || run.every((item) => item.isPartOfAnswer);
      const parts = isOne ? [run] : run.map((item) => [item]);
      let next = from;
      for (const part of parts) answers.push(new Carried(part, (next += part.length)));
    }
    from = Math.max(to, from + 1);
  }
  const first = items.find((item) => item.role === 'user' && !item.isToolResult);
  const after = items.slice(answers.at(-1)?.next ?? items.length);
  return {
    firstUserMessage: first ? first.text().trim() : null,
    answers,
    toolResults: after.flatMap((item) => item.toolResults()).slice(-toolResultsMax),
  };
}

class Carried implements CarriedAnswer {
  readonly next: number;
  private readonly items: readonly Item[];

  constructor(items: readonly Item[], next: number) {
    this.items = items;
    this.next = next;
  }

  canonical(): string | null {
    const text = this.items.map((item) => item.text()).join('');
    return canonicalAnswer(
      text,
      this.items.flatMap((item) => item.toolCalls()),
    );
  }
}

class Item {
  readonly role: string;
  readonly type: string;
  private readonly source: string;
  private readonly node: JsonNode;

  constructor(source: string, node: JsonNode) {
    this.source = source;
    this.node = node;
    this.role = this.string(node, 'role') ?? '';
    this.type = this.string(node, 'type') ?? '';
  }

  get isAnswer(): boolean {
    return this.role === 'assistant' || this.isPartOfAnswer;
  }

  /** An item of the responses API that is a part of an answer without being a message. */
  get isPartOfAnswer(): boolean {
    return (
      this.type.endsWith('_call') || this.type === 'reasoning' || (this.type === 'message' && this.role === 'assistant')
    );
  }

  get isToolResult(): boolean {
    return this.role === 'tool' || this.toolResults().length > 0;
  }

  text(): string {
    if (this.type === 'reasoning' || this.type.endsWith('_call')) return '';
    const content = member(this.node, 'content');
    if (content?.kind === 'string') return stringOf(this.source, content);
    return this.blocks()
      .map((block) => (isText(this.string(block, 'type')) ? (this.string(block, 'text') ?? '') : ''))
      .join('');
  }

  toolCalls(): AnswerCall[] {
    if (this.type === 'function_call' || this.type === 'custom_tool_call') return [this.itemCall()];
    const listed = member(this.node, 'tool_calls')?.children ?? [];
    const called = listed.flatMap((call) => member(call, 'function') ?? []).map((call) => this.call(call));
    const single = member(this.node, 'function_call');
    const blocks = this.blocks().filter((block) => this.string(block, 'type') === 'tool_use');
    return [
      ...called,
      ...(single?.kind === 'object' ? [this.call(single)] : []),
      ...blocks.map((block) => ({ name: this.string(block, 'name') ?? '', arguments: this.raw(block, 'input') })),
    ];
  }

  toolResults(): string[] {
    if (this.role === 'tool') return this.ids(this.node, 'tool_call_id');
    if (this.type === 'function_call_output' || this.type === 'custom_tool_call_output')
      return this.ids(this.node, 'call_id');
    const blocks = this.blocks().filter((block) => this.string(block, 'type') === 'tool_result');
    return blocks.flatMap((block) => this.ids(block, 'tool_use_id'));
  }

  private call(node: JsonNode): AnswerCall {
    return { name: this.string(node, 'name') ?? '', arguments: this.string(node, 'arguments') ?? '' };
  }

  /** Of the responses API, where a function may be one of a namespace, and what a custom tool is called with is any text. */
  private itemCall(): AnswerCall {
    const { name, arguments: said } = this.call(this.node);
    const namespace = this.string(this.node, 'namespace');
    return { name: flatName({ namespace, name }), arguments: said || (this.string(this.node, 'input') ?? '') };
  }

  private blocks(): readonly JsonNode[] {
    const content = member(this.node, 'content');
    return content?.kind === 'array' ? content.children : [];
  }

  private ids(node: JsonNode, name: string): string[] {
    return this.string(node, name) ? [this.string(node, name) ?? ''] : [];
  }

  private string(node: JsonNode, name: string): string | null {
    const found = member(node, name);
    return found?.kind === 'string' ? stringOf(this.source, found) : null;
  }

  private raw(node: JsonNode, name: string): string {
    const found = member(node, name);
    return found ? this.source.slice(found.start, found.end) : '';
  }
}

function isText(type: string | null): boolean {
  return type === 'text' || type === 'output_text' || type === 'input_text';
}

function member(node: JsonNode, name: string): JsonNode | null {
  return node.children.find(({ key }) => key === name) ?? null;
}
