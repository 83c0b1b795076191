import type { AnswerStep, AnswerStreamReader } from '../../src/providers/interchange/answer.ts';
import type { Options, Part, Prompt, Turn } from '../../src/providers/interchange/prompt.ts';
import type { RequestContext } from '../../src/providers/wire.ts';

/** A part without its place; a text stands for a text part. */
type Bare<T> = T extends Part ? Omit<T, 'place'> : never;
export type BarePart = string | Bare<Part>;

/** Turns in which each part has its place. */
export function turns(...list: readonly (readonly [Turn['role'], ...BarePart[]])[]): Turn[] {
  return list.map(([role, ...parts], index) => ({
    role,
    name: null,
    place: `messages[${index}]`,
    parts: parts.map((part, at) => {
      const place = `messages[${index}].content[${at}]`;
      return typeof part === 'string' ? { kind: 'text', text: part, place } : { ...part, place };
    }),
  }));
}

/** Values of options under their own names as `param`. */
export function options(values: Readonly<Record<string, unknown>>): Options {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, param: name }]));
}

export function promptOf(more: Partial<Prompt>): Prompt {
  return {
    turns: turns(['user', 'Hi']),
    tools: [],
    toolChoice: null,
    stream: false,
    options: {},
    unknown: {},
    ...more,
  };
}

export function requestContext(more: Partial<RequestContext> = {}): RequestContext {
  return { providerModel: 'model', injectUsage: true, isCompatible: false, signatureOf: () => null, ...more };
}

export function call(id: string, name: string, args = '{}', signature: string | null = null): BarePart {
  return { kind: 'tool_call', id, name, arguments: args, signature };
}

export function result(id: string, text: string, isError = false): BarePart {
  const inner: Part = { kind: 'text', text, place: 'inner' };
  return { kind: 'tool_result', id, isError, parts: [inner] };
}

/** What a reader makes of each of these frames. */
export function readAll(reader: AnswerStreamReader, frames: readonly unknown[]): AnswerStep[] {
  return frames.flatMap((frame) => [
    ...reader.take({ data: typeof frame === 'string' ? frame : JSON.stringify(frame), event: null }),
  ]);
}
