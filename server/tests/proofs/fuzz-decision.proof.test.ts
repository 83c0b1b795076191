import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions } from '@tollgate/contract';
import { decodeEvent, encodeEvent, UnreadableEvent } from '../../src/audit/journal/event-codec.ts';
import { type EventDraft, eventKinds } from '../../src/audit/events.ts';
import { decide } from '../../src/journey/decide.ts';
import { findings, hit, model, policyOf } from '../journey/made-up.ts';
import { forSeconds, isShort, seed } from './time-box.ts';
import { memberName, wildValue } from './wild-json.ts';

const seconds = isShort ? 1 : 30;

describe(`with seed ${seed}`, () => {
  const models = fc.array(fc.record({ isSecure: fc.boolean(), isActive: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  });
  const hits = fc.array(fc.record({ action: fc.constantFrom(...actions), isStuck: fc.boolean() }), { maxLength: 6 });

  it('no decision lets sensitive content outside, gives a refused call a way, or leaves itself unexplained', async () => {
    const outcomes = new Map<string, number>();
    await forSeconds(
      seconds,
      fc.property(models, hits, fc.nat(5), (kinds, found, which) => {
        const all = kinds.map((kind, index) => model(`model ${index}`, kind));
        const asked = all[which % all.length];
        if (!asked) return;
        const made = found.map(({ action }) => hit(action));
        const stuck = new Set(made.filter((_, index) => found[index]?.isStuck));
        const decision = decide(
          { model: asked, explanation: 'how it was named' },
          findings(...made),
          policyOf(all),
          (one) => stuck.has(one),
        );
        outcomes.set(decision.decision, (outcomes.get(decision.decision) ?? 0) + 1);

        const has = (action: (typeof actions)[number]): boolean => made.some((one) => one.action === action);
        expect(decision.explanation.length).toBeGreaterThanOrEqual(3);
        for (const step of decision.explanation) expect(step.trim()).not.toBe('');
        if (decision.kind === 'blocked') {
          expect(decision).not.toHaveProperty('route');
          expect(decision).not.toHaveProperty('model');
          expect(made).toContain(decision.because);
        } else {
          expect(decision.route).toBe(decision.model.isSecure ? 'secure' : 'external');
          if (decision.model !== asked) expect(decision.decision).toBe('rerouted');
          if (decision.decision !== 'redacted') expect(decision.redact).toEqual([]);
        }
        const expected = has('block')
          ? 'blocked'
          : has('route_secure_model')
            ? asked.isSecure
              ? 'passed'
              : all.some((one) => one.isSecure && one.isActive)
                ? 'rerouted'
                : 'blocked'
            : has('redact')
              ? made.some((one) => one.action === 'redact' && stuck.has(one))
                ? 'blocked'
                : 'redacted'
              : 'passed';
        expect(decision.decision).toBe(expected);
        if (has('block')) expect(decision.kind).toBe('blocked');
        if (has('route_secure_model') && decision.kind === 'forward') {
          expect(decision.route).toBe('secure');
          if (decision.model !== asked) expect(decision.model).toBe(all.find((one) => one.isSecure && one.isActive));
        }
      }),
    );
    expect([...outcomes.keys()].toSorted()).toEqual(['blocked', 'passed', 'redacted', 'rerouted']);
  });

  const draft = fc.record({
    kind: fc.constantFrom(...eventKinds),
    head: fc.dictionary(memberName, wildValue),
    content: fc.option(
      fc.record({
        keyId: fc.uint8Array({ minLength: 16, maxLength: 16 }),
        commitment: fc.uint8Array({ minLength: 32, maxLength: 32 }),
        epoch: fc.nat(),
        box: fc.uint8Array({ maxLength: 800 }),
      }),
    ),
  }) as unknown as fc.Arbitrary<EventDraft>;

  it('an event comes back from the journal as it was written, and a damaged one is refused or read, never anything else', async () => {
    let refused = 0;
    await forSeconds(
      seconds,
      fc.property(
        draft,
        fc.bigInt(1n, 2n ** 64n - 1n),
        fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 3 }),
        (event, sequence, damages) => {
          const bytes = encodeEvent(event, sequence, Buffer.alloc(32));
          const read = decodeEvent(Buffer.from(bytes), 'jrn_x');
          expect([read.kind, read.sequence, Buffer.from(read.headBytes).toString()]).toEqual([
            event.kind,
            sequence,
            JSON.stringify(event.head),
          ]);
          expect(encodeEvent(read, read.sequence, read.previous).equals(bytes)).toBe(true);
          const damaged = Buffer.from(bytes);
          for (const [at, value] of damages) damaged[at % damaged.length] = value;
          try {
            decodeEvent(damaged, 'jrn_x');
          } catch (error) {
            expect(error).toBeInstanceOf(UnreadableEvent);
            refused++;
          }
        },
      ),
    );
    expect(refused).toBeGreaterThan(10);
  });
});
