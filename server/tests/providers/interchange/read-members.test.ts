import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/platform/lossless-json.ts';
import { MemberReader } from '../../../src/providers/interchange/read-members.ts';

const reader = (value: object, place = ''): MemberReader => MemberReader.of(parseJson(JSON.stringify(value)), place);

describe('members', () => {
  test('are read by their type; null is the same as nothing', () => {
    const body = reader({ text: 'a', count: 3, flag: false, list: [1], inner: { x: 'y' }, none: null });
    expect([body.string('text'), body.number('count'), body.boolean('flag'), body.list('list')]).toEqual([
      'a',
      3,
      false,
      [1],
    ]);
    expect([body.string('none'), body.object('none'), body.number('missing')]).toEqual([null, null, null]);
    expect(body.object('inner')?.string('x')).toBe('y');
    expect(body.option('count', 'number')).toEqual({ value: 3, param: 'count' });
    expect(body.option('none', 'string')).toBeNull();
  });

  test.each([
    ['string', { a: 1 }],
    ['number', { a: '1' }],
    ['boolean', { a: 'true' }],
    ['list', { a: {} }],
    ['object', { a: [] }],
    ['needString', {}],
    ['needObject', { a: null }],
  ] as const)('%s of %j is refused with its place', (method, value) => {
    expect(() => reader(value, 'messages[2]')[method]('a')).toThrow(
      expect.objectContaining({ name: 'InvalidBody', param: 'messages[2].a' }),
    );
  });

  test('that nobody read are told, those of inner objects by their path', () => {
    const body = reader({ a: 1, b: 2, none: null, c: { d: 1, e: { f: 2 } }, g: { h: 1 }, i: 'text', j: 5 });
    body.number('a');
    body.object('c')?.number('d');
    body.object('g')?.pass('h');
    expect(body.stringIf('i')).toBe('text');
    expect(body.stringIf('j')).toBeNull();
    expect(body.rest()).toEqual({ b: 2, 'c.e': { f: 2 }, j: 5 });
    expect(reader({}).unknown()).toEqual({});
  });

  test('of lists are read one by one', () => {
    expect(
      reader({ list: [{ a: 1 }, { a: 2 }] })
        .objects('list')
        .map(({ place }) => place),
    ).toEqual(['list[0]', 'list[1]']);
    expect(() => reader({ list: [1] }).objects('list')).toThrow(expect.objectContaining({ param: 'list[0]' }));
  });

  test('named like members of every object are members like others', () => {
    const body = MemberReader.of(parseJson('{"__proto__": {"a": 1}, "toString": 2}'), '');
    expect(body.any('constructor')).toBeNull();
    expect(body.number('toString')).toBe(2);
    expect(Object.keys(body.rest())).toEqual(['__proto__']);
  });
});
