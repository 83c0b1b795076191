import { describe, expect, it } from 'vitest';
import { createToolCallLinks, normalToolCallId } from '../../src/journey/tool-call-links.ts';

const telling = normalToolCallId('call_Zx81-kQ07mW2');

describe('links through tool calls', () => {
  it('are found though an agent rewrote the id', async () => {
    const links = createToolCallLinks(() => Promise.resolve(null));
    links.remember('ada', [telling], 'trace-1');
    for (const id of ['call_Zx81-kQ07mW2', 'callZx81kQ07mW2', 'call-Zx81_kQ07mW2'])
      expect(await links.traceOf('ada', [id])).toBe('trace-1');
    expect(await links.traceOf('ada', ['callzx81kQ07mW2'])).toBeNull();
  });

  it('stay within a user and instance', async () => {
    const links = createToolCallLinks(() => Promise.resolve(null));
    links.remember('ada', [telling], 'trace-1');
    expect(await links.traceOf('bob', [telling])).toBeNull();
  });

  it.each(['call_0', 'call_1', 'toolu', '000000000000000', 'aaaaaaaaaaaaaaaa1', 'callfunctionname', ''])(
    'are never made by an id that says nothing: %j',
    async (id) => {
      const asked: unknown[] = [];
      const links = createToolCallLinks((...question) => {
        asked.push(question);
        return Promise.resolve('trace-of-a-stranger');
      });
      links.remember('ada', [normalToolCallId(id)], 'trace-1');
      expect(await links.traceOf('ada', [id])).toBeNull();
      expect(asked).toEqual([]);
    },
  );

  it('take the newest of several, and what another process remembers', async () => {
    const asked: unknown[] = [];
    const links = createToolCallLinks((scope, ids) => {
      asked.push([scope, ids]);
      return Promise.resolve('trace-elsewhere');
    });
    const later = normalToolCallId('call_pQ93-xY55kT8');
    links.remember('ada', [telling], 'trace-1');
    links.remember('ada', [later], 'trace-2');
    expect(await links.traceOf('ada', [telling, later])).toBe('trace-2');
    expect(asked).toEqual([]);
    expect(await links.traceOf('ada', ['call_0', 'call_unKnown-4711xyz'])).toBe('trace-elsewhere');
    expect(asked).toEqual([['ada', ['callunKnown4711xyz']]]);
  });
});
