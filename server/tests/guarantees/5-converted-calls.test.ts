import { describe, expect, it } from 'vitest';
import { kinds, type ProviderKind } from '../clients/compatibility.ts';
import { modelOf, startMatrix } from '../clients/matrix.ts';
import { keys } from '../support/company.ts';
import { readUntil } from '../support/chat.ts';
import { until } from '../support/until.ts';

/**
 * The caller's request is respected where its protocol changes: the record has both sides as they were, byte for byte, and
 * no event waits for a later one.
 */
const fixture = await startMatrix();
const { gateway, standIn } = fixture;

const said =
  'Please sum up what the harbour master wrote about the crane, in two sentences, "quotes" and \\ included. 🏗️';
const surfaces = [
  { path: '/v1/chat/completions', body: { messages: [{ role: 'user', content: said }] }, last: 'data: [DONE]\n\n' },
  { path: '/v1/responses', body: { input: [{ role: 'user', content: said }] }, last: 'event: response.completed\n' },
  {
    path: '/v1/messages',
    body: { max_tokens: 200, messages: [{ role: 'user', content: said }] },
    last: 'event: message_stop\n',
  },
];

function send(path: string, body: object): Promise<Response> {
  return fetch(`${gateway.origin}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.bot}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function payload(requestId: string, name: string): Promise<string> {
  const response = await gateway.api(`/invocations/${requestId}/payloads/${name}`);
  return response.status === 200 ? response.text() : `${response.status}`;
}

describe.each(surfaces)('$path', ({ path, body, last }) => {
  describe.each(kinds)('with a model of a provider of kind %s', (kind: ProviderKind) => {
    it.each([false, true])('the record has both sides of both ways as they were, with stream: %s', async (stream) => {
      standIn.reset();
      const request = { model: modelOf(kind, 'unicode'), stream, ...body };
      const response = await send(path, request);
      const text = await response.text();
      expect(response.status, text).toBe(200);
      const requestId = response.headers.get('x-request-id') ?? '';
      const { status, usage, explanation } = await gateway.settled(requestId);
      expect(status).toBe('completed');
      expect(usage?.estimated).toBe(false);
      const call = standIn.calls.at(-1)!;
      const isConverted = !call.path.split('?', 1)[0]?.endsWith(path.slice('/v1'.length));
      expect(explanation.some((line) => line.startsWith('Converted to '))).toBe(isConverted);
      expect(await payload(requestId, 'request-received')).toBe(JSON.stringify(request));
      expect(await payload(requestId, 'request-sent')).toBe(call.body.toString('utf8'));
      expect(await payload(requestId, 'response-sent')).toBe(text);
      const received = await payload(requestId, 'response-received');
      if (isConverted) expect(received).not.toBe(text);
      if (stream) expect(text).toContain(last);
      expect(received.length).toBeGreaterThan(0);
    });

    it('what the provider said reaches the caller before it says more, and leaving ends its work', async () => {
      standIn.reset();
      const response = await send(path, { model: modelOf(kind, 'endless-20'), stream: true, ...body });
      const { text, reader } = await readUntil(response, (so) => so.split('\n\n').length > 8);
      expect(text).not.toContain(last);
      await reader.cancel();
      await until(() => standIn.calls.at(-1)?.cancelled);
      const record = await gateway.settled(response.headers.get('x-request-id') ?? '');
      expect(record.status).toBe('aborted');
      expect(record.usage?.output).toBeGreaterThan(0);
    });

    it.each([
      ['cuts', 'cut-3'],
      ['ends without a finish reason', 'nodone'],
    ] as const)('a stream that the provider %s ends with an error in the caller’s protocol', async (_, behaviour) => {
      const response = await send(path, { model: modelOf(kind, behaviour), stream: true, ...body });
      const text = await response.text().catch((error: unknown) => String(error));
      expect(text).not.toContain(last);
      expect(text).not.toMatch(/"(finish_reason|stop_reason)":"(stop|end_turn)"/);
      expect(text).toMatch(/error/);
      const requestId = response.headers.get('x-request-id') ?? '';
      expect(await gateway.settled(requestId)).toMatchObject({ status: 'failed', error_code: 'provider_error' });
      expect(await payload(requestId, 'response-sent')).toBe(text);
    });
  });
});
