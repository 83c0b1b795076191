import { expect, it } from 'vitest';
import { blockedRefusal } from '../../src/journey/blocked.ts';
import type { Call } from '../../src/journey/call.ts';
import type { Blocked } from '../../src/journey/decide.ts';
import { findings, hit } from './made-up.ts';

const call = { draft: { head: { trace_id: 'trace_1' } } } as unknown as Call;
const blocked = (more: Partial<Blocked>): Blocked => ({
  kind: 'blocked',
  decision: 'blocked',
  code: 'content_policy_violation',
  because: null,
  explanation: [],
  ...more,
});

it('a block names the rule, the place, how many more, what to do and the trace', () => {
  const because = hit('block');
  const found = findings(
    because,
    hit('block', { text: 1 }),
    hit('block', { text: 2, is_reviewed: true }),
    hit('allow'),
  );
  const { message, param, status, httpStatus } = blockedRefusal(call, blocked({ because }), found);
  expect(message).toBe(
    'Blocked by company policy: "Rule block" was found in messages[0].content (user) and 1 more place. It stays in the history of this conversation, so start a new session or remove it. Trace trace_1.',
  );
  expect({ param, status, httpStatus }).toEqual({ param: 'messages[0].content', status: 'blocked', httpStatus: 400 });
});

it('a held conversation without a secure model says that it is the conversation, and names no place', () => {
  const { message, param, code } = blockedRefusal(call, blocked({ code: 'no_secure_model' }), findings());
  expect(message).toContain('must stay with a secure model because of what was in it before, and none is active');
  expect({ param, code }).toEqual({ param: null, code: 'no_secure_model' });
});
