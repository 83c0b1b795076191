import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/platform/lossless-json.ts';
import { CannotCarry } from '../../src/providers/interchange/losses.ts';
import type { Prompt } from '../../src/providers/interchange/prompt.ts';
import { InvalidBody } from '../../src/providers/request/governed-request.ts';
import { requestContext } from '../support/prompt.ts';
import type { Surface } from '../../src/providers/surface.ts';
import { conversionOf, surfaces, targets, writerOf } from '../support/protocols.ts';
import { replaced, without } from './body-places.ts';
import { type Mark, markBody } from './marked-body.ts';
import { forSeconds, isShort, seed } from './time-box.ts';
import { chatBody, messagesBody, responsesBody } from './wild-bodies.ts';
import { wildValue } from './wild-json.ts';

const seconds = isShort ? 0.3 : 15;
const bodies: Readonly<Partial<Record<Surface['endpoint'], fc.Arbitrary<object>>>> = {
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
          // What goes to a protocol's own server is never written anew.
          if (wire.name === surface.endpoint || !outcome || outcome.text !== other?.text) return;
          same++;
          const { path, value } = taken;
          const isTold = isNamed({ path, token: '' }, outcome.notices) || saysNothing(path, value, body);
          expect(isTold, `${path} = ${JSON.stringify(value)} to ${wire.name}: ${outcome.notices.join('\n')}`).toBe(
            true,
          );
        }),
      );
      expect(same).toBeGreaterThan(10);
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

/**
 * What was left out is named by its path, that of a member around or within it, or that of its part with its own name,
 * whatever stands between. More than twenty are not all named.
 */
function isNamed({ path }: Mark, notices: readonly string[]): boolean {
  return notices.some((notice) => {
    const [, list = ''] = /left out: (.*)\.$/.exec(notice) ?? [];
    if (/ and \d+ more$/.test(list)) return true;
    return list.split(', ').some((param) => {
      const [, part = '', name = ''] = /^(.*)\.(\w+)$/.exec(param) ?? [];
      const isOfPart = name !== '' && path.startsWith(`${part}.`) && path.endsWith(`.${name}`);
      return isOfPart || path === param || isWithin(path, param) || isWithin(param, path);
    });
  });
}

function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

/** Members that say what is so anyway: nothing is lost with them. */
const defaults: readonly (readonly [path: RegExp, ...values: readonly unknown[]])[] = [
  [/^(store|logprobs)$/, false],
  [/^parallel_tool_calls$/, true],
  [/^n$/, 1],
  [/^truncation$/, 'disabled'],
  [/^tool_choice(\.type)?$/, 'auto', { type: 'auto' }],
  [/^(response_format|text|text\.format)$/, { type: 'text' }, { format: { type: 'text' } }],
  [/\.annotations$/, []],
  [/\.detail$/, 'auto'],
  [/\.type$/, 'message', 'function', 'object'],
  // Elsewhere an answer of a schema always keeps to it, and arguments never promise to; what bytes are, they say.
  [/^(response_format|text\.format).*\.strict$/, true, false],
  [/\.strict$/, false],
  // Left to itself, a model thinks as it sees fit; and Claude tells its thinking in summary.
  [/^thinking(\.type)?$/, { type: 'adaptive' }, 'adaptive'],
  [/^reasoning\.summary$/, 'auto'],
  [/\.media_type$/, 'image/png', 'text/plain', 'application/pdf'],
];

/** How a stream comes is between the caller and the gateway (Gemini has it in the address); a schema's name is a label. */
const never = /^stream$|^stream_options|^(response_format\.json_schema|text\.format)\.name$/;

function saysNothing(path: string, value: unknown, body: unknown): boolean {
  const { tools, tool_choice, thinking } = body as {
    readonly tool_choice?: unknown;
    readonly tools?: readonly object[];
    readonly thinking?: { readonly type: string };
  };
  const callsNone = tools === undefined || tool_choice === 'none' || isDeepStrictEqual(tool_choice, { type: 'none' });
  const isAboutNoTools = callsNone && /^(tool_choice|parallel_tool_calls)/.test(path);
  const isAboutNoThought = thinking?.type === 'disabled' && path.startsWith('output_config');
  if (value === null || isAboutNoTools || isAboutNoThought || never.test(path)) return true;
  return defaults.some(
    ([where, ...values]) => where.test(path) && values.some((each) => isDeepStrictEqual(each, value)),
  );
}
