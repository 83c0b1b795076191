import { globSync, readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { TokenClass } from '@tollgate/contract';
import { describe, expect, test } from 'vitest';
import { completeUsage, unsaidSides } from '../../src/cost/usage/complete-usage.ts';
import { usageReaders } from '../../src/journey/usage-readers.ts';
import { foldAnswer } from '../../src/providers/interchange/fold-answer.ts';
import { createFrames, createMeter, readingOf } from '../../src/providers/metering.ts';
import type { AnswerReading } from '../../src/providers/openai/answer-reading.ts';
import type { Wire } from '../../src/providers/wire.ts';
import { wires } from '../../src/providers/wires.ts';

/** An answer as a provider gives it, written by its documentation, and what it has to come to. */
interface Fixture {
  readonly says: string;
  readonly wire: string;
  readonly answer?: unknown;
  readonly stream?: readonly { readonly event?: string; readonly data: unknown }[];
  readonly expected: {
    readonly classes: Readonly<Record<TokenClass, number>>;
    readonly details?: object;
    readonly units?: object;
    readonly service_tier?: string;
    readonly suspect?: true;
    readonly unknown?: readonly string[];
    readonly unsaid?: readonly string[];
  };
}

const folder = new URL('usage-fixtures/', import.meta.url).pathname;
const fixtures = globSync(`${folder}**/*.json`)
  .toSorted()
  .map((path) => ({ name: relative(folder, path), ...(JSON.parse(readFileSync(path, 'utf8')) as Fixture) }));

/** What the reader of the journey makes of it, and of that the pricing. */
function meter(wire: Wire, reading: AnswerReading) {
  const reported = usageReaders[wire.name](reading.usage);
  const spoken = { prompt: true, completion: reading.text !== '' };
  const unsaid = unsaidSides(reported, spoken);
  const usage = completeUsage(reported, unsaid, { prompt: 0, output: 0, reasoning: 0 }, reading.units);
  const { input, cached_input, cache_write, output, reasoning } = usage;
  return {
    classes: { input, cached_input, cache_write, output, reasoning },
    ...(usage.details && { details: usage.details }),
    ...(usage.units && { units: usage.units }),
    ...serviceTier(reported?.serviceTier ?? reading.serviceTier ?? null),
    ...(usage.suspect && { suspect: true }),
    ...((reported?.unknownFields.length ?? 0) > 0 && { unknown: reported?.unknownFields }),
    ...(usage.estimated && { unsaid: Object.entries(unsaid).flatMap(([side, is]) => (is ? [side] : [])) }),
  };
}

function serviceTier(tier: string | null): object {
  return tier === null ? {} : { service_tier: tier };
}

/** The stream as it is on the wire, cut where chunks of TCP may cut it. */
function bytesOf(wire: Wire, stream: NonNullable<Fixture['stream']>): Buffer {
  const text = ({ event, data }: (typeof stream)[number]): string => {
    const said = typeof data === 'string' ? data : JSON.stringify(data);
    if (wire.frames === 'ndjson') return `${said}\n`;
    return `${event === undefined ? '' : `event: ${event}\n`}data: ${said}\n\n`;
  };
  return Buffer.from(stream.map(text).join(''));
}

function framesOf(wire: Wire, bytes: Buffer, size: number) {
  const frames = createFrames(wire);
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return pieces.flatMap((piece) => frames.push(piece));
}

function wireOf({ wire: name }: Fixture): Wire {
  const wire = wires.find((each) => each.name === name);
  if (!wire) throw new Error(`no wire ${name}`);
  return wire;
}

describe('what a provider reports is metered exactly', () => {
  const whole = fixtures.filter(({ answer }) => answer !== undefined);
  const streamed = fixtures.filter(({ stream }) => stream !== undefined);

  test.each(whole)('$name: $says', (fixture) => {
    const wire = wireOf(fixture);
    const reading = readingOf(wire, fixture.answer);
    const converted = wire.readBody(fixture.answer);
    if (reading === null || converted === null) throw new Error('not an answer of its protocol');
    expect(meter(wire, reading)).toEqual(fixture.expected);
    expect(meter(wire, foldAnswer(converted))).toEqual(fixture.expected);
  });

  test.each(streamed)('$name: $says', (fixture) => {
    const wire = wireOf(fixture);
    for (const size of [1_000_000, 7]) {
      const passing = createMeter(wire);
      const converting = wire.readStream();
      const frames = framesOf(wire, bytesOf(wire, fixture.stream ?? []), size);
      for (const frame of frames) passing.take(frame);
      expect(meter(wire, passing.reading())).toEqual(fixture.expected);
      const steps = frames.flatMap((frame) => converting.take(frame));
      expect(meter(wire, foldAnswer(steps))).toEqual(fixture.expected);
    }
  });

  test('of 16 providers and more', () => {
    expect(new Set(fixtures.map(({ name }) => dirname(name))).size).toBeGreaterThanOrEqual(16);
  });
});
