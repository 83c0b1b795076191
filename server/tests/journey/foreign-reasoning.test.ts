import { describe, expect, it } from 'vitest';
import { createSeals, withoutForeignReasoning } from '../../src/journey/foreign-reasoning.ts';
import { applyEdits } from '../../src/platform/text-edits.ts';
import { messagesSurface } from '../../src/providers/messages/surface.ts';
import { responsesSurface } from '../../src/providers/responses/surface.ts';
import { unsigned } from '../../src/providers/request/seal.ts';
import { compose, hitsOf, model, target } from './made-up.ts';

const provider = { id: 'p-1' };
const openai = { ...target, protocol: 'openai' } as const;
const seals = createSeals();
seals.remember('p-1', 'sealed-by-1');
seals.remember('p-2', 'sealed-by-2');

function responsesSent(input: readonly object[], isRerouted: boolean): unknown {
  const text = JSON.stringify({ model: 'm', input });
  const { edits } = withoutForeignReasoning(responsesSurface.readRequest(text), provider, isRerouted, seals);
  return (JSON.parse(applyEdits(text, edits)) as { input: unknown }).input;
}

const user = { role: 'user', content: 'Hello' };
const reasoning = (encrypted_content: string): object => ({ type: 'reasoning', summary: [], encrypted_content });

describe('sealed reasoning', () => {
  it('of the provider itself, or of nobody known, stays as it is', () => {
    const input = [user, reasoning('sealed-by-1'), reasoning('unknown'), user];
    expect(responsesSent(input, false)).toEqual(input);
  });

  it('of another provider is taken out, wherever it stands', () => {
    const foreign = reasoning('sealed-by-2');
    const own = reasoning('sealed-by-1');
    expect(responsesSent([foreign, user, foreign, foreign, own, foreign], false)).toEqual([user, own]);
    expect(responsesSent([foreign], false)).toEqual([]);
  });

  it('that is not known to be its own is taken out when the call was rerouted', () => {
    expect(responsesSent([user, reasoning('unknown'), reasoning('sealed-by-1')], true)).toEqual([
      user,
      reasoning('sealed-by-1'),
    ]);
  });

  it('that a converted answer brought is taken out, and a message of which nothing is left goes whole', () => {
    const sent = (signature: string, isRerouted = false): unknown => {
      const assistant = { role: 'assistant', content: [{ type: 'thinking', thinking: 'Well …', signature }] };
      const text = JSON.stringify({ model: 'm', max_tokens: 1, messages: [user, assistant, user] });
      const { edits } = withoutForeignReasoning(messagesSurface.readRequest(text), provider, isRerouted, seals);
      return (JSON.parse(applyEdits(text, edits)) as { messages: unknown }).messages;
    };
    expect(sent(unsigned)).toEqual([user, user]);
    // A server that signs nothing gets back what it said.
    expect(sent('')).toHaveLength(3);
    expect(sent('', true)).toEqual([user, user]);
    const ours = { type: 'reasoning', id: 'rs_req_01', summary: [] };
    const kept = { type: 'reasoning', id: 'rs_68a0', summary: [] };
    expect(responsesSent([user, ours, kept], false)).toEqual([user, kept]);
    expect(responsesSent([user, ours, kept], true)).toEqual([user]);
  });

  it('in Anthropic’s blocks is known by its signature or data', () => {
    const said = { type: 'text', text: 'So.' };
    const content = [
      { type: 'thinking', thinking: 'Well …', signature: 'sealed-by-2' },
      { type: 'redacted_thinking', data: 'sealed-by-2' },
      { type: 'thinking', thinking: 'Well …', signature: 'sealed-by-1' },
      said,
    ];
    const text = JSON.stringify({ model: 'm', max_tokens: 1, messages: [user, { role: 'assistant', content }] });
    const { edits, count } = withoutForeignReasoning(messagesSurface.readRequest(text), provider, false, seals);
    expect(count).toBe(2);
    const sent = JSON.parse(applyEdits(text, edits)) as { messages: [unknown, { content: unknown }] };
    expect(sent.messages[1].content).toEqual(content.slice(2));
  });
});

it('what is taken out is not redacted too: the request that is left stays whole', () => {
  const ours = { type: 'reasoning', id: 'rs_req_01', summary: [{ type: 'summary_text', text: 'It says SECRET.' }] };
  const text = JSON.stringify({ model: 'm', input: [user, ours, { role: 'user', content: 'SECRET again' }] });
  const request = responsesSurface.readRequest(text);
  const decision = { kind: 'forward', decision: 'redacted', model: model('m', { upstream: openai }) } as const;
  const redact = hitsOf(request, 'SECRET');
  const outgoing = compose(
    Buffer.from(text),
    request,
    { ...decision, route: 'external', redact, explanation: [] },
    {},
    responsesSurface,
  );
  expect(JSON.parse(outgoing.body.toString())).toEqual({
    model: 'm',
    input: [user, { role: 'user', content: '[REDACTED:word] again' }],
  });
});
