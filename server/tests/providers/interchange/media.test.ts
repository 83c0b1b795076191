import { describe, expect, test } from 'vitest';
import { legalId, newCallId } from '../../../src/providers/interchange/legal-id.ts';
import { mediaOf, typeOf, urlOf } from '../../../src/providers/interchange/media.ts';

describe('an address', () => {
  test.each([
    ['data:image/png;base64,iVBORw0=', { from: 'base64', mediaType: 'image/png', data: 'iVBORw0=' }],
    [
      'DATA:image/svg+xml;charset=utf-8;BASE64,PHN2Zz4=',
      { from: 'base64', mediaType: 'image/svg+xml;charset=utf-8', data: 'PHN2Zz4=' },
    ],
    ['data:;base64,AAAA', { from: 'base64', mediaType: null, data: 'AAAA' }],
    ['data:text/plain,a%20b', { from: 'base64', mediaType: 'text/plain', data: 'YSBi' }],
    ['data:text/plain,%zz', { from: 'url', url: 'data:text/plain,%zz' }],
    ['https://example.org/a.png', { from: 'url', url: 'https://example.org/a.png' }],
  ])('%s', (url, media) => {
    expect(mediaOf(url)).toEqual(media);
  });

  test.each(['data:image/png;base64,iVBORw0=', 'https://example.org/a.png'])('%s comes back', (url) => {
    expect(urlOf(mediaOf(url))).toBe(url);
  });

  test('of bytes without a type names the type that they begin as', () => {
    expect(urlOf({ from: 'base64', mediaType: null, data: '/9j/4AAQ' })).toBe('data:image/jpeg;base64,/9j/4AAQ');
    expect(typeOf('AAAA')).toBe('application/octet-stream');
    expect(urlOf({ from: 'file_id', id: 'f' })).toBeNull();
  });
});

describe("a call's id", () => {
  test('stays where it is legal, and becomes one that is, always the same', () => {
    expect(legalId('toolu_01-A')).toBe('toolu_01-A');
    expect(legalId('functions.look:0')).toMatch(/^[\w-]{1,40}$/);
    expect(legalId('functions.look:0')).toBe(legalId('functions.look:0'));
    expect(legalId('functions.look:0')).not.toBe(legalId('functions.look:1'));
    expect(legalId('x'.repeat(41), 40)).toHaveLength(37);
    expect(legalId('')).not.toBe('');
  });

  test('made for a call that has none is new each time', () => {
    expect(newCallId()).toMatch(/^call_[0-9a-f]{32}$/);
    expect(newCallId()).not.toBe(newCallId());
  });
});
