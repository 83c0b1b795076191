import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSseParser, type SseEvent, SseEventTooLarge } from '../../src/providers/openai/sse-parser.ts';

function parse(stream: Buffer | string, chunkBytes = Number.POSITIVE_INFINITY): SseEvent[] {
  const parser = createSseParser();
  const bytes = Buffer.from(stream);
  const events: SseEvent[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    events.push(...parser.push(bytes.subarray(start, Math.min(bytes.length, start + chunkBytes))));
  }
  return [...events, ...parser.end()];
}

const dataOf = (events: readonly SseEvent[]) => events.map(({ data }) => data).filter((data) => data !== null);

describe('events', () => {
  test.each([
    ['LF', 'data: a\n\ndata: b\n\n'],
    ['CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n'],
    ['CR', 'data: a\r\rdata: b\r\r'],
    ['mixed line ends', 'data: a\r\n\ndata: b\n\r\n'],
    ['no space after the colon', 'data:a\n\ndata:b\n\n'],
    ['a last event without its blank line', 'data: a\n\ndata: b'],
    ['a byte order mark', '\uFEFFdata: a\n\ndata: b\n\n'],
    ['comments', ': hi\n\ndata: a\n: in between\n\n:\n\ndata: b\n\n'],
    ['unknown fields', 'id: 1\nretry: 5\ndata: a\n\nnonsense\ndata: b\n\n'],
    ['more blank lines than needed', '\n\ndata: a\n\n\n\ndata: b\n\n\n'],
  ])('are read with %s, however the stream is cut', (_, stream) => {
    for (const chunkBytes of [1, 2, 3, 5, 100]) expect(dataOf(parse(stream, chunkBytes))).toEqual(['a', 'b']);
  });

  test('join their data lines, keep their name, and tell an empty line of data from none', () => {
    const events = parse('event: error\ndata: one\ndata:\ndata:  two\n\ndata\n\nevent: x\n\n');
    expect(events.map(({ event, data }) => [event, data])).toEqual([
      ['error', 'one\n\n two'],
      [null, ''],
      ['x', null],
    ]);
  });

  test('have whole code points, cut anywhere', () => {
    const text = 'Grüße 北京 👋🏽';
    for (const chunkBytes of [1, 2, 3, 4]) expect(dataOf(parse(`data: ${text}\n\n`, chunkBytes))).toEqual([text]);
  });

  test('are given as soon as their blank line is there, a CR included', () => {
    const parser = createSseParser();
    expect(parser.push(Buffer.from('data: a\n'))).toHaveLength(0);
    expect(dataOf(parser.push(Buffer.from('\n')))).toEqual(['a']);
    expect(dataOf(parser.push(Buffer.from('data: b\r\n\r')))).toEqual(['b']);
    expect(parser.push(Buffer.from('\ndata: c\r'))).toHaveLength(0);
    expect(parser.push(Buffer.from('\n'))).toHaveLength(0);
    expect(dataOf(parser.push(Buffer.from('\r')))).toEqual(['c']);
  });

  test('may be large, but not larger than the limit', () => {
    const parser = createSseParser({ eventBytesMax: 1000 });
    expect(dataOf(parser.push(Buffer.from(`data: ${'x'.repeat(900)}\n\n`)))).toEqual(['x'.repeat(900)]);
    const grow = (): void => {
      for (let round = 0; round < 20; round += 1) parser.push(Buffer.alloc(100, 'x'));
    };
    expect(grow).toThrow(SseEventTooLarge);
  });

  test('that are complete are given before the limit is reported', () => {
    const parser = createSseParser({ eventBytesMax: 10 });
    expect(dataOf(parser.push(Buffer.from('data: a\n\ndata: too long for this')))).toEqual(['a']);
    expect(() => parser.end()).toThrow(SseEventTooLarge);
  });
});

const line = fc.oneof(
  fc.constantFrom(
    'data: {"a":1}',
    'data:x',
    'data',
    'event: e',
    ': comment',
    '',
    'id: 7',
    'dat',
    'data: 你好 👋',
    '\uFEFFdata: b',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const stream = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\r\r')), { maxLength: 12 })
  .map((lines) => Buffer.from(lines.flat().join('')));

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const positions = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  return positions.slice(1).map((end, index) => bytes.subarray(positions[index], end));
}

describe('for any stream, cut anywhere', () => {
  test('the bytes of all events joined are the stream', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        const parser = createSseParser();
        const events = [...cut(bytes, cuts).flatMap((chunk) => parser.push(chunk)), ...parser.end()];
        expect(Buffer.concat(events.map((event) => event.bytes)).equals(bytes)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('what is read does not depend on the cuts, and is what a line-by-line reading finds', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        const parser = createSseParser();
        const events = [...cut(bytes, cuts).flatMap((chunk) => parser.push(chunk)), ...parser.end()];
        expect(dataOf(events)).toEqual(plainReading(bytes));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The standard's own algorithm over the whole text, but that a last event counts without its blank line. */
function plainReading(bytes: Buffer): string[] {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const found: string[] = [];
  let data: string[] = [];
  for (const one of [...text.split(/\r\n|\n|\r/), '']) {
    if (one === '') {
      if (data.length > 0) found.push(data.join('\n'));
      data = [];
    } else if (one === 'data' || one.startsWith('data:')) {
      data.push(one.slice(5).replace(/^ /, ''));
    }
  }
  return found;
}
