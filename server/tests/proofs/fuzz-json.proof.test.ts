import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type JsonNode, JsonSyntaxError, parseJsonTree, placeOf, valueOf } from '../../src/platform/json-tree.ts';
import { forSeconds, isShort, seed } from './time-box.ts';
import { damaged, rubble, spell, spelling, wildValue } from './wild-json.ts';

const seconds = isShort ? 3 : 60;
const depthMax = 64;

const sound = fc.tuple(wildValue, spelling).map(([value, choices]) => spell(value, choices));
const deep = fc
  .tuple(fc.integer({ min: 50, max: 80 }), fc.boolean(), fc.nat(3))
  .map(([depth, isArray, missing]) =>
    isArray
      ? '['.repeat(depth) + ']'.repeat(depth - missing)
      : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth - missing)}`,
  );
const texts = fc.oneof(
  { arbitrary: damaged(sound), weight: 6 },
  sound,
  rubble,
  damaged(fc.constant('{"a":[1,-2.5e3,true,null,"x\\n\\"\\u00e9😀"],"k\\"":{"b":""}}')),
  deep,
);

type Outcome = { readonly value: unknown } | null;

/** The value that the tree stands for, from its positions alone. */
function rebuild(text: string, node: JsonNode): unknown {
  if (node.kind === 'array') return node.children.map((child) => rebuild(text, child));
  if (node.kind !== 'object') return valueOf(text, node);
  const object = {};
  for (const child of node.children) {
    Object.defineProperty(object, child.key ?? '', {
      value: rebuild(text, child),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return object;
}

function fromTree(text: string): Outcome | 'too deep' {
  try {
    const root = parseJsonTree(text, depthMax);
    checkPositions(text, root);
    return { value: rebuild(text, root) };
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    if (error.offset < 0 || error.offset > text.length)
      throw new Error('the offset lies outside the text', { cause: error });
    return error.message.startsWith('nesting over') ? 'too deep' : null;
  }
}

function checkPositions(text: string, node: JsonNode): void {
  let from = node.start;
  for (const [index, child] of node.children.entries()) {
    const isInOrder = child.start >= from && child.end <= node.end && child.end > child.start;
    if (!isInOrder || child.parent !== node || child.index !== index)
      throw new Error(`the place of ${placeOf(child)} is wrong`);
    if (child.key !== null && JSON.parse(text.slice(child.keyStart, child.keyEnd)) !== child.key)
      throw new Error('a name is not where it says');
    from = child.end;
    checkPositions(text, child);
  }
}

function fromJsonParse(text: string): Outcome {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** The deepest bracket outside of strings, up to where the text stops making sense. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth);
    else if (token === ']' || token === '}') depth--;
  }
  return deepest;
}

it(`the tree takes, refuses and reads every text as JSON.parse does (seed ${seed})`, async () => {
  let taken = 0;
  const tried = await forSeconds(
    seconds,
    fc.property(texts, (text) => {
      const tree = fromTree(text);
      if (tree === 'too deep') {
        expect(depthOf(text)).toBeGreaterThan(depthMax);
        return;
      }
      if (tree !== null) taken++;
      if (!isDeepStrictEqual(tree, fromJsonParse(text))) expect(tree).toEqual(fromJsonParse(text));
      if (tree !== null && depthOf(text) > depthMax) throw new Error('deeper than allowed');
    }),
  );
  console.info(`${tried} texts, ${taken} of them JSON`);
  expect(taken).toBeGreaterThan(tried / 20);
  expect(taken).toBeLessThan(tried);
});
