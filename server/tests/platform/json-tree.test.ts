import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonNode, parseJsonTree, placeOf, stringOf, valueOf } from '../../src/platform/json-tree.ts';

/** The value that a tree stands for, put together from its nodes alone. */
function rebuild(text: string, node: JsonNode): unknown {
  if (node.kind === 'array') return node.children.map((child) => rebuild(text, child));
  if (node.kind !== 'object') return valueOf(text, node);
  const result = Object.create(null) as Record<string, unknown>;
  for (const child of node.children) result[child.key ?? ''] = rebuild(text, child);
  return Object.assign({}, result);
}

describe('parseJsonTree', () => {
  it('reads every JSON value as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 0, max: 3 }), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        if (text.includes('"__proto__"')) return;
        expect(rebuild(text, parseJsonTree(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses and accepts exactly what JSON.parse does, when a text is damaged anywhere', () => {
    const base = JSON.stringify({ a: [1, -2.5e3, true, null, 'x\n"\\é😀'], 'k"': { b: '' } });
    const accepts = (parse: () => unknown): boolean => {
      try {
        parse();
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(
        fc.nat(base.length),
        fc.nat(3),
        fc.constantFrom(
          '',
          '"',
          '\\',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '0',
          '-',
          '.',
          'e',
          '\n',
          '\u0001',
          ' ',
          'true',
          '\\u12',
        ),
        (at, cut, insert) => {
          const text = base.slice(0, at) + insert + base.slice(at + cut);
          expect(
            accepts(() => parseJsonTree(text)),
            text,
          ).toBe(accepts(() => JSON.parse(text)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('tells where a value stands', () => {
    const text = '{"messages":[{"content":"a\\u0041"}],"odd name":{"x":1}}';
    const root = parseJsonTree(text);
    const content = root.children[0]?.children[0]?.children[0];
    expect(content && placeOf(content)).toBe('messages[0].content');
    expect(content && stringOf(text, content)).toBe('aA');
    expect(placeOf(root.children[1]!.children[0]!)).toBe('{1}.x');
  });

  it('refuses nesting over its limit', () => {
    expect(() => parseJsonTree(`${'['.repeat(64)}${']'.repeat(64)}`)).not.toThrow();
    expect(() => parseJsonTree(`${'['.repeat(65)}${']'.repeat(65)}`)).toThrow('nesting over 64 levels');
  });

  it('reads a long string of nothing but escapes in time that grows with its length', { timeout: 5000 }, () => {
    const text = `"${'\\n'.repeat(400_000)}"`;
    expect(stringOf(text, parseJsonTree(text))).toHaveLength(400_000);
  });
});
