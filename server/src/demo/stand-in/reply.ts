import { createHash } from 'node:crypto';
import type { Asked } from './asked.ts';
import type { Behaviour } from './behaviour.ts';
import type { StandInCall } from './call.ts';
import { sampleOf } from './sample-of-schema.ts';
import { signatureOf } from './signature.ts';

export interface ToolCall {
  /** 24 letters and digits; protocols put their own prefix before it. */
  readonly id: string;
  readonly name: string;
  /** JSON text of an object. */
  readonly arguments: string;
}

/** Tokens of each class. */
export interface ReplyUsage {
  /** All of the prompt: `cached` and `cacheWrite` are parts of it. */
  readonly prompt: number;
  readonly cached: number;
  readonly cacheWrite: number;
  /** Text and tool calls, without `reasoning`. */
  readonly spoken: number;
  readonly reasoning: number;
}

export type Finish = 'stop' | 'tool_calls' | 'length' | 'filtered' | 'refused';

/** What the model says, before a protocol puts it on the wire. */
export interface Reply {
  /** 24 letters and digits, another for each call. */
  readonly id: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly model: string;
  readonly text: string;
  /** How the text is cut when it is streamed. */
  readonly words: readonly string[];
  readonly reasoning: { readonly text: string; readonly signature: string } | null;
  readonly toolCalls: readonly ToolCall[];
  readonly refusal: string | null;
  readonly finish: Finish;
  readonly usage: ReplyUsage;
}

/** The reply to a call: equal requests with equal behaviours get equal texts and usage, while ids stay unique. */
export function replyTo(asked: Asked, call: StandInCall, behaviour: Behaviour): Reply {
  const toolCalls = toolCallsFor(asked, call, behaviour);
  const refusal = behaviour.refuses === true ? 'I cannot help with that.' : null;
  const text = toolCalls.length > 0 || refusal !== null ? '' : textFor(asked, call, behaviour);
  const thought = behaviour.reasoning ?? null;
  return {
    id: idFor(call, 'completion'),
    created: Math.floor(call.receivedAtMs / 1000),
    model: call.model,
    text,
    words: behaviour.giantCharacters === undefined ? wordsOf(text) : [text],
    reasoning: thought === null ? null : { text: thought, signature: signatureOf(thought) },
    toolCalls,
    refusal,
    finish: refusal !== null ? 'refused' : (behaviour.finish ?? (toolCalls.length > 0 ? 'tool_calls' : 'stop')),
    usage: usageFor(asked, behaviour, `${text}${refusal ?? ''}`, thought ?? '', toolCalls),
  };
}

/** A token for every four characters begun: simple, and the same every time. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Words with the blank before them; texts without blanks in runs of twelve. */
export function wordsOf(text: string): string[] {
  return text.match(/\s*[^\s]{1,12}|\s+$/gu) ?? [];
}

export function piecesOf(text: string, length: number): string[] {
  return text.match(new RegExp(`.{1,${length}}`, 'gsu')) ?? [];
}

function textFor(asked: Asked, call: StandInCall, behaviour: Behaviour): string {
  if (behaviour.giantCharacters !== undefined) return 'x'.repeat(behaviour.giantCharacters);
  if (behaviour.text !== undefined) return behaviour.text;
  if (behaviour.chunks !== undefined) {
    return Array.from({ length: behaviour.chunks }, (_, index) => (index === 0 ? 'word' : ` word${index}`)).join('');
  }
  if (behaviour.echo === true) {
    const { method, path, headers, body } = call;
    return JSON.stringify({ method, path, headers, body: body.toString('utf8') });
  }
  if (asked.schema !== undefined) return JSON.stringify(sampleOf(asked.schema));
  return asked.results === null ? `You said: ${asked.question}` : `The tool says: ${asked.results.at(-1)}`;
}

/**
 * Tools are called when the behaviour or the choice says so, or when the last user message names one of them; never
 * straight after tool results, unless the behaviour is a loop that is not over yet.
 */
function toolCallsFor(asked: Asked, call: StandInCall, behaviour: Behaviour): ToolCall[] {
  const id = (index: number): string => idFor(call, `tool ${index}`);
  if (behaviour.toolCalls !== undefined) return behaviour.toolCalls.map((tool, index) => ({ id: id(index), ...tool }));
  return calledTools(asked, behaviour).map(({ name, parameters }, index) => ({
    id: id(index),
    name,
    arguments: JSON.stringify(sampleOf(parameters)),
  }));
}

function calledTools({ tools, choice, question, results, resultCount }: Asked, behaviour: Behaviour): Asked['tools'] {
  if (choice === 'none') return [];
  const { callTool, toolLoop } = behaviour;
  if (toolLoop !== undefined) return resultCount < toolLoop ? tools.slice(0, 1) : [];
  if (results !== null) return [];
  if (callTool !== undefined) return tools.filter(({ name }) => name === callTool);
  const named = tools.filter(({ name }) =>
    typeof choice === 'object' ? name === choice.name : question.includes(name),
  );
  if (named.length > 0) return named;
  return behaviour.callTools === true || choice === 'required' ? tools.slice(0, 1) : [];
}

function usageFor(
  { texts }: Asked,
  behaviour: Behaviour,
  said: string,
  thought: string,
  toolCalls: readonly ToolCall[],
): ReplyUsage {
  const prompt = texts.reduce((sum, text) => sum + tokensOf(text), 0);
  return {
    prompt,
    cached: behaviour.cached === true ? Math.floor(prompt / 2) : 0,
    cacheWrite: behaviour.writesCache === true ? Math.floor(prompt / 4) : 0,
    spoken: toolCalls.reduce((sum, tool) => sum + tokensOf(tool.name + tool.arguments), tokensOf(said)),
    reasoning: tokensOf(thought),
  };
}

function idFor(call: StandInCall, purpose: string): string {
  const seed = `${call.number} ${call.receivedAtMs} ${call.remotePort ?? 0} ${purpose}`;
  return createHash('sha256').update(seed).update(call.body).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 24);
}
