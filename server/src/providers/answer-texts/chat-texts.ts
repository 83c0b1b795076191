import type { JsonNode } from '../../platform/json-tree.ts';
import { stringMember } from '../request/seal.ts';
import type { AnswerTexts, EventTexts, StreamTexts, TextSpot } from './answer-texts.ts';
import { member, numberIn, textsIn } from './texts-in.ts';

/** Chat completions (OpenAI API reference, "The chat completion chunk object"), with the members that other servers add. */
export const chatTexts: AnswerTexts = {
  ofStream: (isStructured) => new ChatStream(isStructured),
  ofBody: (root, _text, isStructured) =>
    (member(root, 'choices')?.children ?? []).flatMap((choice) =>
      choice.children.flatMap((one) => textsIn(one, isStructured)),
    ),
};

/** Members of a delta that bring a piece of words. */
const words = ['content', 'reasoning_content', 'reasoning', 'refusal'];
/** Members of a chunk that all chunks of an answer have. */
const heads = ['id', 'object', 'created', 'model', 'system_fingerprint', 'service_tier'];

interface Told {
  readonly choice: number;
  readonly delta: (said: string) => object;
}

class ChatStream implements StreamTexts {
  readonly #isStructured: boolean;
  #head = '';
  readonly #told = new Map<string, Told>();
  /** The id of the call that each number of a choice's calls stands for, and how many have had that number. */
  readonly #calls = new Map<string, { id: string | null; ordinal: number }>();

  constructor(isStructured: boolean) {
    this.#isStructured = isStructured;
  }

  inEvent(root: JsonNode, text: string): EventTexts {
    const choices = member(root, 'choices')?.children ?? [];
    if (choices.length === 0) return { spots: textsIn(member(root, 'error'), false), closes: () => false };
    this.#head = heads
      .flatMap((name) => member(root, name) ?? [])
      .map((node) => text.slice(node.keyStart, node.end))
      .join(',');
    const over = new Set<number>();
    const spots = choices.flatMap((choice) => {
      const number = numberIn(choice, 'index', text, 0);
      if (member(choice, 'finish_reason')?.kind === 'string') over.add(number);
      return [...this.#delta(member(choice, 'delta'), number, text), ...textsIn(member(choice, 'error'), false)];
    });
    const pieces = spots.filter(({ kind, node }) => kind === 'piece' && node.end - node.start > 2);
    return { spots, closes: (key) => this.#closes(key, over, pieces) };
  }

  more(key: string, said: string): string {
    const told = this.#told.get(key);
    const choice = { index: told?.choice ?? 0, delta: told?.delta(said) ?? { content: said }, finish_reason: null };
    return `data: {${this.#head === '' ? '' : `${this.#head},`}"choices":[${JSON.stringify(choice)}]}\n\n`;
  }

  /** With the finish reason, or when the choice goes on with something else; parallel calls may come in turns. */
  #closes(key: string, over: ReadonlySet<number>, pieces: readonly TextSpot[]): boolean {
    const choice = this.#told.get(key)?.choice ?? 0;
    if (over.has(choice)) return true;
    const others = pieces.filter((piece) => piece.key !== key && this.#told.get(piece.key)?.choice === choice);
    if (pieces.some((piece) => piece.key === key) || others.length === 0) return false;
    return !isOfCall(key) || others.some((piece) => !isOfCall(piece.key) || callOf(piece.key) === callOf(key));
  }

  #delta(delta: JsonNode | undefined, choice: number, text: string): TextSpot[] {
    const at = `choices[${choice}].message`;
    return (delta?.children ?? []).flatMap((node) => {
      if (node.key !== null && words.includes(node.key)) {
        const name = node.key;
        if (node.kind === 'string') return this.#piece(node, `${at}.${name}`, choice, (said) => ({ [name]: said }));
        return node.children.flatMap((part) => this.#part(part, at, choice));
      }
      if (node.key === 'tool_calls') return node.children.flatMap((call) => this.#call(call, at, choice, text));
      const called = node.key === 'function_call' ? member(node, 'arguments') : undefined;
      if (called === undefined) return textsIn(node, false);
      return this.#piece(called, `${at}.function_call.arguments`, choice, (said) => ({
        function_call: { arguments: said },
      }));
    });
  }

  /** Mistral gives a list of parts where a model thinks. */
  #part(part: JsonNode, at: string, choice: number): TextSpot[] {
    const thought = member(part, 'thinking');
    if (thought === undefined) {
      const said = member(part, 'text');
      return said === undefined
        ? textsIn(part, false)
        : this.#piece(said, `${at}.content`, choice, (content) => ({ content }));
    }
    const texts =
      thought.kind === 'string' ? [thought] : thought.children.flatMap((each) => member(each, 'text') ?? []);
    return texts.flatMap((node) =>
      this.#piece(node, `${at}.thinking`, choice, (said) => ({
        content: [{ type: 'thinking', thinking: [{ type: 'text', text: said }] }],
      })),
    );
  }

  #call(call: JsonNode, at: string, choice: number, text: string): TextSpot[] {
    const index = numberIn(call, 'index', text, call.index);
    const place = `${at}.tool_calls[${index}]`;
    const known = this.#calls.get(place) ?? { id: null, ordinal: 0 };
    const id = stringMember(text, call, 'id') || null;
    // Gemini's compatible endpoint gives several whole calls one number.
    if (id !== null && known.id !== null && id !== known.id) known.ordinal++;
    known.id = id ?? known.id;
    this.#calls.set(place, known);
    const key = `${place}#${known.ordinal}`;
    return call.children.flatMap((node) => {
      const [field, inner] =
        node.key === 'custom' ? (['input', 'custom'] as const) : (['arguments', 'function'] as const);
      const said = node.key === inner ? member(node, field) : undefined;
      if (said?.kind !== 'string') return node.key === inner ? [] : textsIn(node, false);
      const delta = (more: string): object => ({ tool_calls: [{ index, [inner]: { [field]: more } }] });
      return this.#piece(said, `${place}.${inner}.${field}`, choice, delta, `${key}.${field}`);
    });
  }

  #piece(node: JsonNode, place: string, choice: number, delta: Told['delta'], key = place): TextSpot[] {
    if (node.kind !== 'string') return [];
    this.#told.set(key, { choice, delta });
    const isCall = isOfCall(place) || place.endsWith('.arguments');
    const scope = isCall ? ('tool_call' as const) : ('assistant' as const);
    const isJson = place.endsWith('.arguments') || (this.#isStructured && place.endsWith('.content'));
    return [{ node, kind: 'piece', key, name: { place, scope, isJson } }];
  }
}

function isOfCall(key: string): boolean {
  return key.includes('.tool_calls[');
}

function callOf(key: string): string {
  return key.slice(0, key.indexOf('#'));
}
