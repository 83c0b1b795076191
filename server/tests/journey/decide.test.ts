import type { Stickiness } from '@tollgate/contract';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/journey/decide.ts';
import type { Pin, PinsFound } from '../../src/journey/pins/pin.ts';
import type { Hit } from '../../src/risk/rule-set.ts';
import { caller, findings, hit, model, policyOf } from './made-up.ts';

const regular = model('regular');
const offSecure = model('off', { isSecure: true, isActive: false });
const secure = model('secure', { isSecure: true });
const laterSecure = model('later', { isSecure: true });
const policy = policyOf([regular, offSecure, secure, laterSecure]);
const resolved = (of = regular): { model: typeof regular; explanation: string } => ({
  model: of,
  explanation: 'how it was named',
});
const never = (): boolean => false;

describe('decide', () => {
  it.each([
    ['nothing was found', findings()],
    ['only what is allowed was found', findings(hit('allow'), hit('allow'))],
  ])('passes a call when %s', (_, found) => {
    expect(decide(resolved(), found, policy, never)).toMatchObject({
      kind: 'forward',
      decision: 'passed',
      model: regular,
      route: 'external',
      redact: [],
    });
    expect(decide(resolved(secure), found, policy, never)).toMatchObject({
      decision: 'passed',
      model: secure,
      route: 'secure',
    });
  });

  it('replaces what is to be redacted, and nothing of what is allowed', () => {
    const redact = [hit('redact', { start: 3, end: 5 }), hit('redact', { text: 1 })];
    const decision = decide(resolved(), findings(hit('allow'), ...redact), policy, never);
    expect(decision).toMatchObject({
      kind: 'forward',
      decision: 'redacted',
      model: regular,
      route: 'external',
      redact,
    });
  });

  it('blocks what cannot be redacted, naming the hit that cannot', () => {
    const stuck = hit('redact', { place: 'model' });
    const decision = decide(resolved(), findings(hit('redact'), stuck), policy, (one) => one === stuck);
    expect(decision).toMatchObject({ kind: 'blocked', code: 'content_policy_violation', because: stuck });
  });

  it('does not ask whether a hit can be redacted when a stronger one decides', () => {
    const found = findings(hit('redact'), hit('route_secure_model'));
    expect(decide(resolved(), found, policy, () => true)).toMatchObject({ decision: 'rerouted', redact: [] });
  });

  it('sends sensitive content to the first active secure model, by position', () => {
    const decision = decide(resolved(), findings(hit('allow'), hit('route_secure_model')), policy, never);
    expect(decision).toMatchObject({
      kind: 'forward',
      decision: 'rerouted',
      model: secure,
      route: 'secure',
      redact: [],
    });
  });

  it('does not ask for grants when it takes a secure model', () => {
    const decision = decide(
      resolved(),
      findings(hit('route_secure_model')),
      policyOf([regular, secure], ['secure']),
      never,
    );
    expect(decision).toMatchObject({ decision: 'rerouted', model: secure });
    expect(policyOf([secure], ['secure']).isGranted(secure, caller)).toBe(false);
  });

  it('leaves a secure model where it is', () => {
    const decision = decide(resolved(laterSecure), findings(hit('route_secure_model')), policy, never);
    expect(decision).toMatchObject({ decision: 'passed', model: laterSecure, route: 'secure' });
  });

  it('blocks sensitive content when no secure model is active', () => {
    const because = hit('route_secure_model');
    expect(decide(resolved(), findings(because), policyOf([regular, offSecure]), never)).toMatchObject({
      kind: 'blocked',
      decision: 'blocked',
      code: 'no_secure_model',
      because,
    });
  });

  it.each([
    ['regular', regular],
    ['secure', secure],
  ])('blocks also on the way to a %s model, whatever else was found', (_, of) => {
    const because = hit('block');
    const found = findings(hit('allow'), hit('route_secure_model'), because, hit('redact'), hit('block'));
    expect(decide(resolved(of), found, policy, never)).toMatchObject({
      kind: 'blocked',
      code: 'content_policy_violation',
      because,
    });
  });

  it('lets hits in reviewed texts decide nothing', () => {
    const found = findings(hit('allow'));
    const reviewed = { ...found, hits: [hit('block', { is_reviewed: true }), ...found.hits] };
    const decision = decide(resolved(), reviewed, policy, never);
    expect(decision).toMatchObject({ decision: 'passed', model: regular });
    expect(decision.explanation[1]).toContain(
      '1 in reviewed texts, which decide nothing; the strongest action is allow',
    );
    const only = decide(resolved(), { ...reviewed, hits: reviewed.hits.slice(0, 1), strongest: null }, policy, never);
    expect(only).toMatchObject({ decision: 'passed', model: regular });
  });

  it('explains each step in words: the model, the scan, what decided, and the way taken', () => {
    const { explanation } = decide(resolved(), findings(hit('route_secure_model')), policy, never);
    expect(explanation).toEqual([
      'how it was named',
      '2 texts, 40 characters scanned: 1 hit of "Rule route_secure_model"; the strongest action is route_secure_model.',
      '"Rule route_secure_model" at messages[0].content asks for a secure model: "secure", the first active one, takes the place of "regular".',
      '"secure" is a secure model: the secure path.',
    ]);
  });

  it('gives the same for the same, and changes nothing that it was given', () => {
    const found = findings(hit('allow'), hit('redact'));
    const before = structuredClone(found);
    expect(decide(resolved(), found, policy, never)).toEqual(decide(resolved(), found, policy, never));
    expect(found).toEqual(before);
  });
});

describe('decide, with pins', () => {
  const pin: Pin = { id: 'pin_1', kind: 'session', requestId: 'req_1', rule: 'gone', expiresAtMs: 1_800_000_000_000 };
  const pinned: PinsFound = { pinned: { pin, by: 'session' }, unknown: null };
  const unknown: PinsFound = { pinned: null, unknown: 'the database did not answer' };

  it.each([
    ['is pinned', pinned],
    ['may be pinned', unknown],
  ])('sends a call that %s to a secure model, and leaves it at one', (_, pins) => {
    const decision = decide(resolved(), findings(), policy, never, pins);
    expect(decision).toMatchObject({ decision: 'rerouted', model: secure, route: 'secure', redact: [] });
    const there = decide(resolved(laterSecure), findings(hit('allow')), policy, never, pins);
    expect(there).toMatchObject({ decision: 'passed', model: laterSecure, route: 'secure' });
  });

  it('says since when and until when, or why it could not be told', () => {
    expect(decide(resolved(), findings(), policy, never, pinned).explanation[2]).toBe(
      'Since "gone" in req_1, this session stays with secure models until 2027-01-15T08:00:00.000Z: "secure", the first active one, takes the place of "regular".',
    );
    expect(decide(resolved(), findings(), policy, never, unknown).explanation[2]).toContain(
      'could not be told whether this session must stay with secure models (the database did not answer)',
    );
  });

  it('blocks what a rule blocks all the same', () => {
    const because = hit('block');
    expect(decide(resolved(), findings(because), policy, never, pinned)).toMatchObject({ kind: 'blocked', because });
  });

  it('redacts what a rule redacts all the same', () => {
    const redact = [hit('redact')];
    const decision = decide(resolved(), findings(...redact), policy, never, pinned);
    expect(decision).toMatchObject({ decision: 'rerouted', model: secure, redact });
    const there = decide(resolved(secure), findings(...redact), policy, never, pinned);
    expect(there).toMatchObject({ decision: 'redacted', model: secure, redact });
    const stuck = decide(resolved(), findings(...redact), policy, () => true, pinned);
    expect(stuck).toMatchObject({ kind: 'blocked', code: 'content_policy_violation' });
  });

  it('blocks when no secure model is active', () => {
    expect(decide(resolved(), findings(), policyOf([regular, offSecure]), never, pinned)).toMatchObject({
      kind: 'blocked',
      code: 'no_secure_model',
      because: null,
      pinned: pinned.pinned,
    });
  });

  it('tells the widest that the rules ask to be held, when they sent the call there', () => {
    const kinds: Record<string, Stickiness> = { narrow: 'trace', wide: 'instance', none: 'none' };
    const sticky = {
      ...policy,
      stickiness: { isOn: true, ttlMs: 1000, of: (rule: string) => kinds[rule] ?? 'session' },
    };
    const routing = (rule: string): Hit => hit('route_secure_model', { rule });
    const asked = (...hits: readonly Hit[]) => {
      const decision = decide(resolved(), findings(...hits), sticky, never);
      return decision.kind === 'forward' ? decision.sticky : null;
    };
    expect(asked(routing('narrow'), routing('other'))).toEqual({ kind: 'session', rule: 'other' });
    expect(asked(routing('wide'), routing('other'))).toEqual({ kind: 'instance', rule: 'wide' });
    expect(asked(routing('none'))).toBeUndefined();
    expect(asked(hit('redact', { rule: 'wide' }))).toBeUndefined();
    expect(asked(routing('narrow'), hit('route_secure_model', { rule: 'wide', is_reviewed: true }))).toEqual({
      kind: 'trace',
      rule: 'narrow',
    });
  });
});
