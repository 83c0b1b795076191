import { createHash } from 'node:crypto';
import type { Behaviour } from './behaviour.ts';
import { messagesOf, type StandInCall, textOf } from './call.ts';
import { sampleOf } from './sample-of-schema.ts';

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** What the model says, before it is put on the wire. */
export interface Reply {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly text: string;
  readonly reasoning: string | null;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: 'stop' | 'tool_calls';
  /** OpenAI's usage object; undefined when none is given. */
  readonly usage: unknown;
}

interface OfferedTool {
  readonly name: string;
  readonly parameters: unknown;
}

/** The reply to a call: equal requests with equal behaviours get equal texts and usage, while ids stay unique. */
export function replyTo(call: StandInCall, behaviour: Behaviour): Reply {
  const toolCalls = toolCallsFor(call, behaviour);
  const text = toolCalls.length > 0 ? '' : textFor(call, behaviour);
  const reasoning = behaviour.reasoning ?? null;
  return {
    id: `chatcmpl-${idFor(call, 'completion')}`,
    created: Math.floor(call.receivedAtMs / 1000),
    model: call.model,
    text,
    reasoning,
    toolCalls,
    finishReason: toolCalls.length > 0 ? 'tool_calls' : 'stop',
    usage: usageFor(call, behaviour, text, reasoning ?? '', toolCalls),
  };
}

/** A token for every four characters begun: simple, and the same every time. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

function textFor(call: StandInCall, behaviour: Behaviour): string {
  if (behaviour.giantCharacters !== undefined) return 'x'.repeat(behaviour.giantCharacters);
  if (behaviour.text !== undefined) return behaviour.text;
  if (behaviour.chunks !== undefined) {
    return Array.from({ length: behaviour.chunks }, (_, index) => (index === 0 ? 'word' : ` word${index}`)).join('');
  }
  if (behaviour.echo === true) {
    const { method, path, headers, body } = call;
    return JSON.stringify({ method, path, headers, body: body.toString('utf8') });
  }
  const schema = wantedSchema(call);
  if (schema !== undefined) return JSON.stringify(sampleOf(schema));
  const messages = messagesOf(call.json);
  const last = messages.at(-1);
  if (last?.role === 'tool') return `The tool says: ${textOf(last.content)}`;
  const asked = textOf(messages.findLast(({ role }) => role === 'user')?.content);
  return `You said: ${asked}`;
}

function wantedSchema(call: StandInCall): unknown {
  const format = call.json?.response_format;
  if (typeof format !== 'object' || format === null || !('type' in format)) return undefined;
  if (format.type === 'json_object') return { type: 'object' };
  if (format.type !== 'json_schema' || !('json_schema' in format)) return undefined;
  const named = format.json_schema;
  return typeof named === 'object' && named !== null && 'schema' in named ? named.schema : undefined;
}

/**
 * Tools are called when the behaviour or `tool_choice` says so, or when the last user message names one of them; never
 * straight after tool results.
 */
function toolCallsFor(call: StandInCall, behaviour: Behaviour): ToolCall[] {
  if (behaviour.toolCalls !== undefined) {
    return behaviour.toolCalls.map((tool, index) => ({ id: toolCallId(call, index), ...tool }));
  }
  const tools = offeredTools(call);
  const messages = messagesOf(call.json);
  const choice = call.json?.tool_choice;
  if (tools.length === 0 || choice === 'none' || messages.at(-1)?.role === 'tool') return [];
  const asked = textOf(messages.findLast(({ role }) => role === 'user')?.content);
  const forced = JSON.stringify(choice ?? null);
  const named = tools.filter(({ name }) => forced.includes(`"name":"${name}"`) || asked.includes(name));
  const called =
    named.length > 0 ? named : behaviour.callTools === true || choice === 'required' ? tools.slice(0, 1) : [];
  return called.map(({ name, parameters }, index) => ({
    id: toolCallId(call, index),
    name,
    arguments: JSON.stringify(sampleOf(parameters)),
  }));
}

function offeredTools(call: StandInCall): OfferedTool[] {
  if (!Array.isArray(call.json?.tools)) return [];
  return call.json.tools.flatMap((tool: unknown) => {
    const definition = typeof tool === 'object' && tool !== null && 'function' in tool ? tool.function : null;
    if (typeof definition !== 'object' || definition === null || !('name' in definition)) return [];
    const parameters = 'parameters' in definition ? definition.parameters : { type: 'object' };
    return typeof definition.name === 'string' ? [{ name: definition.name, parameters }] : [];
  });
}

function usageFor(
  call: StandInCall,
  behaviour: Behaviour,
  text: string,
  reasoning: string,
  toolCalls: readonly ToolCall[],
): unknown {
  if (behaviour.usageReported !== undefined) return behaviour.usageReported;
  const prompt = messagesOf(call.json).reduce((sum, { content }) => sum + tokensOf(textOf(content)), 0);
  const spoken = toolCalls.reduce((sum, tool) => sum + tokensOf(tool.name + tool.arguments), tokensOf(text));
  const thought = tokensOf(reasoning);
  return {
    prompt_tokens: prompt,
    completion_tokens: spoken + thought,
    total_tokens: prompt + spoken + thought,
    prompt_tokens_details: { cached_tokens: behaviour.cached === true ? Math.floor(prompt / 2) : 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: thought,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function toolCallId(call: StandInCall, index: number): string {
  return `call_${idFor(call, `tool ${index}`)}`;
}

function idFor(call: StandInCall, purpose: string): string {
  const seed = `${call.number} ${call.receivedAtMs} ${call.remotePort ?? 0} ${purpose}`;
  return createHash('sha256').update(seed).update(call.body).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, 24);
}
