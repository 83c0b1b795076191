import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/platform/lossless-json.ts';
import { CannotCarry } from '../../src/providers/interchange/losses.ts';
import type { Prompt } from '../../src/providers/interchange/prompt.ts';
import { InvalidBody } from '../../src/providers/request/governed-request.ts';
import { requestContext } from '../support/prompt.ts';
import { conversionOf, surfaces, targets, writerOf } from './zz-protocols.ts';
import { type Mark, markBody } from './zz-marked-body.ts';
import { forSeconds, isShort, seed } from './time-box.ts';
import { chatBody, messagesBody, responsesBody } from './wild-bodies.ts';
import { wildValue } from './wild-json.ts';

const seconds = isShort ? 1 : 15;
const bodies = { 'chat.completions': chatBody, messages: messagesBody, responses: responsesBody };

describe(`with seed ${seed}`, () => {
  for (const { surface } of surfaces) {
    for (const { name, wire, isCompatible } of targets) {
      it(`a ${surface.endpoint} request says to ${name} all that it said, but for what is named`, async () => {
        const outcomes = { written: 0, refused: 0 };
        await forSeconds(
          seconds,
          fc.property(bodies[surface.endpoint], (template) => {
            const { body, marks } = markBody(template);
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

    it(`a ${surface.endpoint} request with anything anywhere is carried over, or refused as it should be`, async () => {
      const outcomes = { written: 0, refused: 0 };
      const target = fc.constantFrom(...targets);
      const damage = fc.array(fc.tuple(fc.nat(), wildValue), { minLength: 1, maxLength: 3 });
      await forSeconds(
        seconds * 2,
        fc.property(bodies[surface.endpoint], damage, target, (template, damages, { wire, isCompatible }) => {
          const body = damages.reduce((now, [at, value]) => replaced(now, at, value), markBody(template).body);
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

/** The body with another value in one of its places. */
function replaced(body: unknown, at: number, value: unknown): unknown {
  const places: [object, string][] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const name of Object.keys(node)) {
      places.push([node, name]);
      walk((node as Record<string, unknown>)[name]);
    }
  };
  const copy = structuredClone(body);
  walk(copy);
  const [holder, name] = places[at % Math.max(1, places.length)] ?? [];
  if (holder && name !== undefined) Object.assign(holder, { [name]: value });
  return copy;
}
