import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money, tokenClasses } from '@tollgate/contract';
import { priceCall } from '../../src/cost/price.ts';
import { completeUsage } from '../../src/cost/usage/complete-usage.ts';
import { usageFromOpenAi } from '../../src/cost/usage/usage-from-openai.ts';
import { readCompletion } from '../../src/providers/openai/read-completion.ts';
import { createSseParser, type SseEvent } from '../../src/providers/openai/sse-parser.ts';
import { createStreamMeter } from '../../src/providers/openai/stream-meter.ts';
import { forSeconds, isShort, seed } from './time-box.ts';
import { damaged, wildText, wildValue } from './wild-json.ts';
import { priceVersion } from '../support/prices.ts';

const seconds = isShort ? 2 : 40;

const count = fc.oneof(
  { arbitrary: fc.nat(5_000_000), weight: 4 },
  wildValue,
  fc.constantFrom(-1, 0.5, 1e300, 2 ** 53, '12', null, true),
);
const usage = fc.record(
  {
    prompt_tokens: count,
    completion_tokens: count,
    total_tokens: count,
    prompt_tokens_details: fc.oneof(
      fc.record({ cached_tokens: count, cache_write_tokens: count }, { requiredKeys: [] }),
      wildValue,
    ),
    completion_tokens_details: fc.oneof(fc.record({ reasoning_tokens: count }), wildValue),
  },
  { requiredKeys: [] },
);
const delta = fc.oneof(
  fc.record(
    { role: wildText, content: fc.option(wildText), reasoning_content: wildText, refusal: wildText },
    { requiredKeys: [] },
  ),
  fc.record({
    tool_calls: fc.array(
      fc.record(
        {
          index: fc.oneof(fc.nat(3), wildValue),
          id: fc.option(wildText),
          function: fc.record({ name: wildText, arguments: wildText }, { requiredKeys: [] }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
  }),
  wildValue,
);
const choice = fc.record(
  {
    index: fc.oneof(fc.nat(2), wildValue),
    delta,
    finish_reason: fc.oneof(fc.constant(null), fc.constantFrom('stop', 'length'), wildValue),
    usage: fc.option(usage),
  },
  { requiredKeys: [] },
);
const chunk = fc.record(
  {
    id: fc.oneof(wildText, wildValue),
    model: wildText,
    choices: fc.oneof(fc.array(choice, { maxLength: 2 }), wildValue),
    usage: fc.oneof(fc.constant(null), usage),
    error: wildValue,
  },
  { requiredKeys: [] },
);

const json = fc.oneof({ arbitrary: chunk, weight: 4 }, wildValue).map((value) => JSON.stringify(value));
const line = fc.oneof(
  { arbitrary: json.map((one) => Buffer.from(`data: ${one}`)), weight: 6 },
  damaged(json).map((one) => Buffer.from(`data: ${one}`)),
  fc
    .constantFrom(
      '',
      ': keep-alive',
      'data: [DONE]',
      'data:',
      'data',
      'event: error',
      'event:x',
      'id: 7',
      'retry: 1',
      ' data: x',
      '\ufeffdata: b',
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
);
const lineEnd = fc
  .constantFrom('\n', '\n\n', '\n\n', '\r\n', '\r\n\r\n', '\r', '\r\r')
  .map((text) => Buffer.from(text));
const stream = fc.array(fc.tuple(line, lineEnd), { maxLength: 14 }).map((lines) => Buffer.concat(lines.flat()));
const cuts = fc.array(fc.nat(2000), { maxLength: 12 });

function eventsOf(bytes: Buffer, at: readonly number[]): SseEvent[] {
  const parser = createSseParser();
  const places = [...new Set([0, ...at.map((one) => one % (bytes.length + 1)), bytes.length])].toSorted(
    (a, b) => a - b,
  );
  const events = places.slice(1).flatMap((end, index) => parser.push(Buffer.from(bytes.subarray(places[index], end))));
  return [...events, ...parser.end()];
}

/** WHATWG HTML 9.2.6 read line by line, on bytes; the last event counts without its blank line. */
function plainReading(bytes: Buffer): { event: string | null; data: string }[] {
  const found: { event: string | null; data: string }[] = [];
  let event: string | null = null;
  let data: string | null = null;
  for (const [index, raw] of [...bytes.toString('latin1').split(/\r\n|\n|\r/), ''].entries()) {
    let text = Buffer.from(raw, 'latin1').toString();
    if (index === 0 && text.startsWith('\ufeff')) text = text.slice(1);
    const [, field = text, value = ''] = /^([^:]*): ?(.*)$/s.exec(text) ?? [];
    if (text === '') {
      if (data !== null) found.push({ event, data });
      [event, data] = [null, null];
    } else if (field === 'data') data = data === null ? value : `${data}\n${value}`;
    else if (field === 'event') event = value;
  }
  return found;
}

describe(`with seed ${seed}`, () => {
  it('a stream cut anywhere gives its bytes back, and the events that a line-by-line reading finds', async () => {
    const tried = await forSeconds(
      seconds,
      fc.property(stream, cuts, (bytes, at) => {
        const events = eventsOf(bytes, at);
        expect(Buffer.concat(events.map((one) => one.bytes)).equals(bytes)).toBe(true);
        const read = events.flatMap(({ event, data }) => (data === null ? [] : [{ event, data }]));
        if (!isDeepStrictEqual(read, plainReading(bytes))) expect(read).toEqual(plainReading(bytes));
      }),
    );
    console.info(`${tried} streams`);
  });

  it('the meter takes whatever a provider sends, and reads the same however it was cut', async () => {
    let reports = 0;
    await forSeconds(
      seconds,
      fc.property(stream, cuts, (bytes, at) => {
        const [one, other] = [createStreamMeter(), createStreamMeter()];
        for (const event of eventsOf(bytes, at)) one.take(event);
        for (const event of eventsOf(bytes, [])) other.take(event);
        if (!isDeepStrictEqual(one.reading(), other.reading())) expect(one.reading()).toEqual(other.reading());
        expect(one.hasFinished).toBe(other.hasFinished);
        if (one.usage !== null) reports++;
      }),
    );
    expect(reports).toBeGreaterThan(10);
  });

  it('any usage report becomes whole tokens whose classes add up, and a cost equal to the sum of its parts; or none', async () => {
    const amount = fc
      .tuple(fc.nat(100_000), fc.nat(999_999_999))
      .map(([whole, part]) => `${whole}.${String(part).padStart(9, '0')}`);
    const price = fc.record({
      version: fc.integer({ min: 1, max: 9 }),
      currency: fc.constant('USD'),
      input: amount,
      output: amount,
      cached_input: fc.option(amount),
      cache_write: fc.option(amount),
      reasoning: fc.option(amount),
    });
    let priced = 0;
    await forSeconds(
      seconds,
      fc.property(fc.oneof({ arbitrary: usage, weight: 5 }, wildValue), price, chunk, (report, prices, answer) => {
        readCompletion(JSON.parse(JSON.stringify(answer)));
        const reading = usageFromOpenAi(report);
        if (reading === null) return;
        const said = { prompt: false, completion: false };
        const read = completeUsage(reading, said, { prompt: 0, output: 0, reasoning: 0 });
        const { input, cached_input, cache_write, output, reasoning, prompt, completion, total } = read;
        for (const tokens of [input, cached_input, cache_write, output, reasoning])
          expect(Number.isSafeInteger(tokens) && tokens >= 0).toBe(true);
        expect([prompt, completion, total]).toEqual([
          input + cached_input + cache_write,
          output + reasoning,
          prompt + completion,
        ]);
        const cost = priceCall(read, [priceVersion(prices)], '2026-06-01T00:00:00Z', 'external');
        if (!cost) throw new Error('there is a price, and yet no cost');
        const parts = tokenClasses.map((one) => money.decimal(cost.classes[one]));
        expect(money.compare(money.decimal(cost.amount), money.sum(parts))).toBe(0);
        const exact =
          BigInt(input) * units(prices.input) +
          BigInt(cached_input) * units(prices.cached_input ?? prices.input) +
          BigInt(cache_write) * units(prices.cache_write ?? prices.input) +
          BigInt(output) * units(prices.output) +
          BigInt(reasoning) * units(prices.reasoning ?? prices.output);
        expect(money.compare(money.decimal(cost.amount), { units: exact, scale: 15 })).toBe(0);
        priced++;
      }),
    );
    expect(priced).toBeGreaterThan(50);
  });
});

/** A price in units of 10⁻⁹. */
function units(price: string): bigint {
  return BigInt(price.replace('.', ''));
}
