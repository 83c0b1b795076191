import { type JsonNode, placeOf } from '../../platform/json-tree.ts';
import { stringMember } from '../request/seal.ts';
import type { AnswerTexts, EventTexts, StreamTexts, TextSpot } from './answer-texts.ts';
import { likeEvent, type SeenEvent } from './like-event.ts';
import { member, numberIn, textsIn } from './texts-in.ts';

/** The responses API (OpenAI API reference, "The response object" and "Streaming events"). */
export const responsesTexts: AnswerTexts = {
  ofStream: (isStructured) => new ResponseStream(isStructured),
  ofBody: (root, _text, isStructured) => [
    ...textsIn(member(root, 'output'), isStructured),
    ...textsIn(member(root, 'error'), false),
  ],
};

/** What the pieces of each kind of event make, in its item. */
const membersOf: Readonly<Record<string, (part: string) => string>> = {
  output_text: (part) => `content[${part}].text`,
  refusal: (part) => `content[${part}].refusal`,
  reasoning_text: (part) => `content[${part}].text`,
  reasoning_summary_text: (part) => `summary[${part}].text`,
  function_call_arguments: () => 'arguments',
  mcp_call_arguments: () => 'arguments',
  custom_tool_call_input: () => 'input',
  code_interpreter_call_code: () => 'code',
};

/** All is said several times: in pieces, when its part is done, with the item, and with the response. */
class ResponseStream implements StreamTexts {
  readonly #isStructured: boolean;
  readonly #seen = new Map<string, { type: string; event: SeenEvent }>();

  constructor(isStructured: boolean) {
    this.#isStructured = isStructured;
  }

  inEvent(root: JsonNode, text: string): EventTexts {
    const type = stringMember(text, root, 'type') ?? '';
    const item = `output[${numberIn(root, 'output_index', text, 0)}]`;
    const response = member(root, 'response');
    if (response !== undefined) {
      const isLast = !/\.(?:created|in_progress|queued)$/.test(type);
      const spots = textsIn(member(response, 'output'), this.#isStructured, (node) =>
        placeOf(node).replace(/^response\./, ''),
      );
      return { spots: [...spots.map(again), ...textsIn(member(response, 'error'), false)], closes: () => isLast };
    }
    if (member(root, 'item') !== undefined) {
      const spots = textsIn(member(root, 'item'), this.#isStructured, (node) => placeOf(node).replace(/^item/, item));
      return { spots: spots.map(again), closes: (key) => type.endsWith('.done') && key.startsWith(`${item}.`) };
    }
    const part = numberIn(root, type.includes('summary') ? 'summary_index' : 'content_index', text, 0);
    if (member(root, 'part') !== undefined) {
      const at = `${item}.${type.includes('summary') ? 'summary' : 'content'}[${part}]`;
      const spots = textsIn(member(root, 'part'), this.#isStructured, (node) => placeOf(node).replace(/^part/, at));
      return { spots: spots.map(again), closes: (key) => type.endsWith('.done') && key.startsWith(`${at}.`) };
    }
    return this.#words(root, text, type, item, String(part));
  }

  more(key: string, said: string, sequence: number | null): string {
    const seen = this.#seen.get(key);
    return seen === undefined ? '' : `event: ${seen.type}\ndata: ${likeEvent(seen.event, said, sequence)}\n\n`;
  }

  #words(root: JsonNode, text: string, type: string, item: string, part: string): EventTexts {
    const kind = /^response\.(\w+)\.(?:delta|done)$/.exec(type)?.[1] ?? '';
    const key = `${item}.${membersOf[kind]?.(part) ?? kind}`;
    const delta = member(root, 'delta');
    if (type.endsWith('.delta') && delta?.kind === 'string' && !kind.startsWith('audio')) {
      this.#seen.set(key, { type, event: { root, text, words: delta } });
      return { spots: [this.#piece(delta, key, kind)], closes: () => false };
    }
    const isDone = type.endsWith('.done');
    const own = isDone && membersOf[kind] !== undefined;
    const spots = root.children.flatMap((node) => textsIn(node, false));
    return {
      spots: own ? spots.map((spot) => again({ ...spot, key, name: { ...spot.name, place: key } })) : spots,
      closes: (each) => isDone && each === key,
    };
  }

  #piece(node: JsonNode, key: string, kind: string): TextSpot {
    const scope = /arguments|input|code/.test(kind) ? ('tool_call' as const) : ('assistant' as const);
    const isJson = kind.endsWith('arguments') || (this.#isStructured && kind === 'output_text');
    return { node, kind: 'piece', key, name: { place: key, scope, isJson } };
  }
}

function again(spot: TextSpot): TextSpot {
  return spot.kind === 'whole' ? { ...spot, kind: 'again' } : spot;
}
