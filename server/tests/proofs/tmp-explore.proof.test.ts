import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/platform/lossless-json.ts';
import { CannotCarry } from '../../src/providers/interchange/losses.ts';
import type { Prompt } from '../../src/providers/interchange/prompt.ts';
import { InvalidBody } from '../../src/providers/request/governed-request.ts';
import { requestContext } from '../support/prompt.ts';
import type { Endpoint } from '../../src/providers/surface.ts';
import { conversionOf, surfaces, targets, writerOf } from '../support/protocols.ts';
import { type Mark, markBody } from './marked-body.ts';
import { forSeconds, isShort, seed } from './time-box.ts';
import { chatBody, messagesBody, responsesBody } from './wild-bodies.ts';
import { wildValue } from './wild-json.ts';

const seconds = isShort ? 1 : 15;
const bodies: Readonly<Partial<Record<Endpoint, fc.Arbitrary<object>>>> = {
  'chat.completions': chatBody,
  messages: messagesBody,
  responses: responsesBody,
};

describe(`with seed ${seed}`, () => {
  for (const { surface } of surfaces) {
    const template = bodies[surface.endpoint] ?? fc.constant({});
    for (const { name, wire, isCompatible } of targets) {
      it(`a ${surface.endpoint} request says to ${name} all that it said, but for what is named`, async () => {
        const outcomes = { written: 0, refused: 0 };
        await forSeconds(
          seconds,
          fc.property(template, (made) => {
            const { body, marks } = markBody(made);
            const outcome = convert(body, surface, wire, isCompatible);
            if (outcome === null) return void outcomes.refused++;
            outcomes.written++;
            const lost = marks.filter(({ token }) => !outcome.text.includes(token));
            const unnamed = lost.filter((mark) => !isNamed(mark, outcome.notices));
            expect(
              unnamed.map(({ path }) => path),
              outcome.notices.join('\n'),
            ).toEqual([]);
          }),
        );
        expect(outcomes.written, `${outcomes.refused} refused`).toBeGreaterThan(outcomes.refused / 10);
      });
    }

    it(`each member of a ${surface.endpoint} request makes a difference, is named, or says what is so anyway`, async () => {
      let same = 0;
      const target = fc.constantFrom(...targets);
      await forSeconds(
        seconds * 2,
        fc.property(template, fc.nat(), target, (made, at, { wire, isCompatible }) => {
          const { body } = markBody(made);
          const outcome = convert(body, surface, wire, isCompatible);
          const taken = without(body, at);
          const other = outcome && convert(taken.body, surface, wire, isCompatible);
          if (!outcome || !other || isDeepStrictEqual(outcome, other)) same++;
          if (!outcome || !other || outcome.text !== other.text) return;
          const { path, value } = taken;
          const isTold = isNamed({ path, token: '' }, outcome.notices) || saysNothing(path, value, body);
          if(!isTold){const k=`${wire.name}${isCompatible?'*':''}: ${path.replace(/\d+/g,'0')} = ${JSON.stringify(value)}`.replace(/Mk\d+x/g,'Mk');(globalThis as any).seen??=new Map();const m=(globalThis as any).seen;m.set(k,(m.get(k)??0)+1);}
        }),
      );
      console.log([...((globalThis as any).seen??new Map()).entries()].sort().map(([k,v])=>v+' '+k).join('\n'));(globalThis as any).seen=new Map();
    });

    it(`a ${surface.endpoint} request with anything anywhere is carried over, or refused as it should be`, async () => {
      const outcomes = { written: 0, refused: 0 };
      const target = fc.constantFrom(...targets);
      const damage = fc.array(fc.tuple(fc.nat(), wildValue), { minLength: 1, maxLength: 3 });
      await forSeconds(
        seconds * 2,
        fc.property(template, damage, target, (made, damages, { wire, isCompatible }) => {
          const body = damages.reduce((now, [at, value]) => replaced(now, at, value), markBody(made).body);
          const outcome = convert(body, surface, wire, isCompatible);
          if (outcome === null) outcomes.refused++;
          else outcomes.written++;
        }),
      );
      expect(Math.min(outcomes.written, outcomes.refused)).toBeGreaterThan(10);
    });
  }
});

type Surface = (typeof surfaces)[number]['surface'];
type Wire = (typeof targets)[number]['wire'];

/** @returns null when it was refused in one of the two ways that there are; anything else is thrown on */
function convert(body: unknown, surface: Surface, wire: Wire, isCompatible: boolean) {
  const text = JSON.stringify(body);
  let prompt: Prompt;
  try {
    surface.readRequest(text);
    prompt = conversionOf(surface).toPrompt(parseJson(text));
    const { body: written, notices } = writerOf(wire).writeRequest(prompt, requestContext({ isCompatible }));
    return { text: JSON.stringify(written), notices };
  } catch (error) {
    if (error instanceof CannotCarry || error instanceof InvalidBody) return null;
    throw error;
  }
}

/** The name of what was left out, of a member around it, or of one within it. More than twenty are not all named. */
function isNamed({ path }: Mark, notices: readonly string[]): boolean {
  return notices.some((notice) => {
    const [, list = ''] = /left out: (.*)\.$/.exec(notice) ?? [];
    if (/ and \d+ more$/.test(list)) return true;
    return list
      .split(', ')
      .some((param) => path === param || path.startsWith(`${param}.`) || path.startsWith(`${param}[`));
  });
}

/** The members of all objects in a body, with what holds them. */
function placesOf(body: unknown): { readonly holder: Record<string, unknown>; readonly name: string; readonly path: string }[] {
  const places: ReturnType<typeof placesOf> = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const isList = Array.isArray(node);
    for (const [name, value] of Object.entries(node)) {
      const inner = isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
      if (!isList) places.push({ holder: node as Record<string, unknown>, name, path: inner });
      walk(value, inner);
    }
  };
  walk(body, '');
  return places;
}

/** The body with another value in one of its places. */
function replaced(body: unknown, at: number, value: unknown): unknown {
  const copy = structuredClone(body);
  const places = placesOf(copy);
  const place = places[at % places.length];
  if (place) place.holder[place.name] = value;
  return copy;
}

/** The body without one of its members. */
function without(body: unknown, at: number): { readonly body: unknown; readonly path: string; readonly value: unknown } {
  const copy = structuredClone(body);
  const places = placesOf(copy);
  const { holder, name, path } = places[at % places.length] ?? { holder: {}, name: '', path: '' };
  const value = holder[name];
  delete holder[name];
  return { body: copy, path, value };
}

/** What a member says if it is left out. */
const defaults: readonly (readonly [RegExp, unknown])[] = [
  [/^(stream|store|logprobs)$/, false],
  [/^n$/, 1],
];

function saysNothing(path: string, value: unknown, _body: unknown): boolean {
  return value === null || defaults.some(([where, said]) => where.test(path) && isDeepStrictEqual(said, value));
}
