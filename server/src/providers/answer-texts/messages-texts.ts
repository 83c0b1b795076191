import type { JsonNode } from '../../platform/json-tree.ts';
import { stringMember } from '../request/seal.ts';
import type { AnswerTexts, EventTexts, StreamTexts, TextSpot } from './answer-texts.ts';
import { likeEvent, type SeenEvent } from './like-event.ts';
import { member, numberIn, textsIn } from './texts-in.ts';

/** Messages (Anthropic API reference, "Create a Message"; docs, "Streaming messages"). */
export const messagesTexts: AnswerTexts = {
  ofStream: (isStructured) => new MessageStream(isStructured),
  ofBody: (root, _text, isStructured) =>
    (member(root, 'content')?.children ?? []).flatMap((block, index) => [
      ...textsIn(block, isStructured),
      ...sealOf(block, `content[${index}].thinking`),
    ]),
};

/** Members of a delta that bring a piece, and of which of the block's members. */
const pieces: Readonly<Record<string, string>> = { text: 'text', thinking: 'thinking', partial_json: 'input' };

class MessageStream implements StreamTexts {
  readonly #isStructured: boolean;
  readonly #seen = new Map<string, SeenEvent>();

  constructor(isStructured: boolean) {
    this.#isStructured = isStructured;
  }

  inEvent(root: JsonNode, text: string): EventTexts {
    const at = `content[${numberIn(root, 'index', text, 0)}]`;
    const within = (key: string): boolean => key.startsWith(`${at}.`);
    const none = (): boolean => false;
    switch (stringMember(text, root, 'type')) {
      case 'content_block_start':
        return { spots: this.#start(member(root, 'content_block'), at), closes: none };
      case 'content_block_delta': {
        const delta = member(root, 'delta');
        const isSealed = member(delta, 'signature') !== undefined;
        return { spots: this.#delta(root, text, delta, at), closes: isSealed ? within : none };
      }
      case 'content_block_stop':
        return { spots: [], closes: within };
      case 'message_start':
        return { spots: textsIn(member(member(root, 'message'), 'content'), false), closes: none };
      case 'ping':
        return { spots: [], closes: none };
      default:
        return { spots: textsIn(member(root, 'error'), false), closes: () => true };
    }
  }

  more(key: string, said: string): string {
    const seen = this.#seen.get(key);
    const [index, field = 'text'] = [/\d+/.exec(key)?.[0] ?? '0', key.split('.').at(-1)];
    const [member_ = 'text'] = Object.entries(pieces).find(([, of]) => of === field) ?? [];
    const type = member_ === 'partial_json' ? 'input_json_delta' : `${member_}_delta`;
    const data =
      seen === undefined
        ? JSON.stringify({ type: 'content_block_delta', index: Number(index), delta: { type, [member_]: said } })
        : likeEvent(seen, said, null);
    return `event: content_block_delta\ndata: ${data}\n\n`;
  }

  /** What a block begins with is the first piece of its text. */
  #start(block: JsonNode | undefined, at: string): TextSpot[] {
    return (block?.children ?? []).flatMap((node) => {
      if (node.kind === 'string' && (node.key === 'text' || node.key === 'thinking'))
        return [this.#piece(node, `${at}.${node.key}`)];
      return textsIn(node, false, (each) => `${at}.${each.key ?? each.index}`);
    });
  }

  #delta(root: JsonNode, text: string, delta: JsonNode | undefined, at: string): TextSpot[] {
    return (delta?.children ?? []).flatMap((node) => {
      const of = node.kind === 'string' ? pieces[node.key ?? ''] : undefined;
      if (of === undefined) {
        return node.key === 'signature' ? sealOf(delta, `${at}.thinking`) : textsIn(node, false);
      }
      const key = `${at}.${of}`;
      this.#seen.set(key, { root, text, words: node });
      return [this.#piece(node, key)];
    });
  }

  #piece(node: JsonNode, key: string): TextSpot {
    const isCall = key.endsWith('.input');
    const isJson = isCall || (this.#isStructured && key.endsWith('.text'));
    return { node, kind: 'piece', key, name: { place: key, scope: isCall ? 'tool_call' : 'assistant', isJson } };
  }
}

function sealOf(block: JsonNode | undefined, key: string): TextSpot[] {
  const node = member(block, 'signature');
  if (node?.kind !== 'string') return [];
  return [{ node, kind: 'seal', key, name: { place: key, scope: 'assistant', isJson: false } }];
}
