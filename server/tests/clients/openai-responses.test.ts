import OpenAI, { APIError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import type { FunctionTool, Response as ModelResponse, ResponseInputItem } from 'openai/resources/responses/responses';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { tables } from './compatibility.ts';
import {
  asksForBoth,
  expectRecorded,
  failingModel,
  lastSent,
  madeUpArguments,
  modelOf,
  picture,
  reasoningText,
  runMatrix,
  startMatrix,
  thrownBy,
  unicodeText,
  watchedFetch,
  weatherParameters,
} from './matrix.ts';

const company = await startMatrix();
const { gateway, standIn } = company;
const table = tables.openaiResponses;
const clientOf = (apiKey: string, more: { fetch?: typeof fetch; maxRetries?: number } = {}): OpenAI =>
  new OpenAI({ apiKey, baseURL: `${gateway.origin}/v1`, maxRetries: 0, ...more });
const client = clientOf(keys.bot);

const input = 'Hello there.';
const tool = (name: string): FunctionTool => ({ type: 'function', name, parameters: weatherParameters, strict: true });
const tools = [tool('get_weather'), tool('get_time')];

/** The conversation after an answer whose calls all came to the same. */
function withResults({ output }: ModelResponse): ResponseInputItem[] {
  const results = output.flatMap((item): ResponseInputItem[] =>
    item.type === 'function_call' ? [{ type: 'function_call_output', call_id: item.call_id, output: 'sunny' }] : [],
  );
  return [{ role: 'user', content: asksForBoth }, ...(output as ResponseInputItem[]), ...results];
}

function expectBothCalls({ output, status }: ModelResponse): void {
  const calls = output.filter((item) => item.type === 'function_call');
  expect(status).toBe('completed');
  expect(calls.map((call) => [call.name, JSON.parse(call.arguments) as unknown])).toEqual([
    ['get_weather', madeUpArguments],
    ['get_time', madeUpArguments],
  ]);
  expect(new Set(calls.map((call) => call.call_id)).size).toBe(2);
}

const reasoningOf = ({ output }: ModelResponse): string =>
  output
    .filter((item) => item.type === 'reasoning')
    .flatMap(({ summary, content }) => [...summary, ...(content ?? [])])
    .map(({ text }) => text)
    .join('');

runMatrix(table, company, {
  async whole(kind) {
    const watched = watchedFetch();
    const answer = await clientOf(keys.bot, watched).responses.create({ model: modelOf(kind), input });
    expect(answer).toMatchObject({ object: 'response', status: 'completed', output_text: 'You said: Hello there.' });
    const seen = { prompt: answer.usage?.input_tokens, completion: answer.usage?.output_tokens };
    await expectRecorded(company, table, kind, watched.requestIds[0], seen);
  },
  async stream(kind) {
    const watched = watchedFetch();
    const stream = clientOf(keys.bot, watched).responses.stream({ model: modelOf(kind), input });
    const deltas: string[] = [];
    const numbers: number[] = [];
    stream.on('response.output_text.delta', ({ delta }) => deltas.push(delta));
    stream.on('event', (event) => numbers.push(event.sequence_number));
    const answer = await stream.finalResponse();
    expect(answer).toMatchObject({ status: 'completed', output_text: 'You said: Hello there.' });
    expect(deltas.join('')).toBe('You said: Hello there.');
    expect(deltas.length).toBeGreaterThan(2);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    const seen = { prompt: answer.usage?.input_tokens, completion: answer.usage?.output_tokens };
    await expectRecorded(company, table, kind, watched.requestIds[0], seen);
  },
  async conversation(kind) {
    const answer = await client.responses.create({
      model: modelOf(kind),
      instructions: 'You are terse.',
      input: [
        { role: 'developer', content: 'Never shout.' },
        { role: 'user', content: 'My name is Ada.' },
        { role: 'assistant', content: 'Hello Ada.' },
        { role: 'user', content: [{ type: 'input_text', text: 'What is my name?' }] },
      ],
    });
    expect(answer.output_text).toBe('You said: What is my name?');
    for (const text of ['You are terse.', 'Never shout.', 'My name is Ada.', 'Hello Ada.']) {
      expect(lastSent(company)).toContain(text);
    }
  },
  async unicode(kind) {
    const stream = client.responses.stream({ model: modelOf(kind, 'unicode'), input });
    expect((await stream.finalResponse()).output_text).toBe(unicodeText);
  },
  async tools(kind) {
    const model = modelOf(kind, 'signatures');
    const first = await client.responses.create({ model, input: asksForBoth, tools });
    expectBothCalls(first);
    const second = await client.responses.create({ model, input: withResults(first), tools });
    expect(second.output_text).toBe('The tool says: sunny');
  },
  async 'tools.stream'(kind) {
    const model = modelOf(kind, 'signatures');
    const first = await client.responses.stream({ model, input: asksForBoth, tools }).finalResponse();
    expectBothCalls(first);
    const second = await client.responses.stream({ model, input: withResults(first), tools }).finalResponse();
    expect(second.output_text).toBe('The tool says: sunny');
  },
  async 'tools.forced'(kind) {
    const { output } = await client.responses.create({
      model: modelOf(kind),
      input,
      tools,
      tool_choice: { type: 'function', name: 'get_time' },
    });
    expect(output.filter((item) => item.type === 'function_call')).toMatchObject([{ name: 'get_time' }]);
  },
  async structured(kind) {
    const shape = z.object({ city: z.string(), tags: z.array(z.enum(['a', 'b'])) });
    const { output_parsed: parsed } = await client.responses.parse({
      model: modelOf(kind),
      input,
      text: { format: zodTextFormat(shape, 'forecast') },
    });
    expect(parsed).toEqual({ city: 'sample', tags: ['a'] });
  },
  async image(kind) {
    await client.responses.create({
      model: modelOf(kind),
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            {
              type: 'input_image',
              detail: 'auto',
              image_url: `data:${picture.mediaType};base64,${picture.base64}`,
            },
          ],
        },
      ],
    });
    expect(lastSent(company)).toContain(picture.base64);
  },
  async reasoning(kind) {
    const asked = { model: modelOf(kind, 'reasoning'), input } as const;
    const answer = await client.responses.create(asked);
    expect([reasoningOf(answer), answer.output_text]).toEqual([reasoningText, 'You said: Hello there.']);
    expect(reasoningOf(await client.responses.stream(asked).finalResponse())).toBe(reasoningText);
  },
  async abort(kind) {
    const stream = await client.responses.create({ model: modelOf(kind, 'endless-20'), input, stream: true });
    let deltas = 0;
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta' && ++deltas === 3) stream.controller.abort();
    }
    expect(deltas).toBe(3);
    await until(() => standIn.calls.every((call) => call.cancelled));
  },
  async errors(kind) {
    const ask = (status: 400 | 404 | 429 | 500): Promise<unknown> =>
      thrownBy(client.responses.create({ model: failingModel(kind, status), input }));
    expect(await ask(400)).toBeInstanceOf(BadRequestError);
    expect(await ask(404)).toBeInstanceOf(NotFoundError);
    expect(await ask(429)).toBeInstanceOf(RateLimitError);
    expect(await ask(500)).toBeInstanceOf(InternalServerError);
  },
  async broken(kind) {
    for (const behaviour of ['cut-3', 'errorevent-3'] as const) {
      const seen: string[] = [];
      const read = async (): Promise<void> => {
        const stream = await client.responses.create({ model: modelOf(kind, behaviour), input, stream: true });
        for await (const { type } of stream) seen.push(type);
        // The protocol's own way to say so is an event, which this client hands out like any other.
        if (seen.includes('response.failed') || seen.includes('error')) throw new Error('it failed');
      };
      expect(await thrownBy(read())).toBeInstanceOf(Error);
      expect(seen).toContain('response.output_text.delta');
      expect(seen).not.toContain('response.completed');
    }
  },
});

describe('where policy speaks, the official client of the responses API', () => {
  it('throws BadRequestError for what is blocked', async () => {
    const error = await thrownBy(client.responses.create({ model: modelOf('openai'), input: 'Bluefin' }));
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ code: 'content_policy_violation', type: 'invalid_request_error' });
    expect(standIn.calls.filter(({ body }) => body.includes('Bluefin'))).toEqual([]);
  });

  it('shows a block as an ordinary answer where that is set, whole and streamed', async () => {
    const blocked = { model: modelOf('openai'), input: 'Bluefin' };
    const owner = clientOf(keys.claw);
    const whole = await owner.responses.create(blocked);
    expect(whole.output_text).toContain('"Codename"');
    expect(whole).toMatchObject({ status: 'completed', usage: { input_tokens: 0, output_tokens: 0, total_tokens: 0 } });
    expect((await owner.responses.stream(blocked).finalResponse()).output_text).toContain('"Codename"');
  });

  it.each(['openai', 'anthropic'] as const)('sees a call rerouted from %s as an ordinary answer', async (kind) => {
    const asked = { model: modelOf(kind), input: 'About Swordfish.' };
    const { data, response } = await client.responses.create(asked).withResponse();
    expect(data.output_text).toBe('You said: About Swordfish.');
    expect(response.headers.get('x-tollgate-decision')).toBe('rerouted');
    expect(response.headers.get('x-tollgate-model')).toBe('qwen-secure');
    expect((await client.responses.stream(asked).finalResponse()).output_text).toBe('You said: About Swordfish.');
  });

  it('throws APIError with the parameter for what cannot be kept or carried', async () => {
    const model = modelOf('openai');
    const stored = await thrownBy(client.responses.create({ model, input, previous_response_id: 'resp_1' }));
    expect(stored).toBeInstanceOf(APIError);
    expect(stored).toMatchObject({ status: 400, param: 'previous_response_id' });
  });
});
