import type { admin } from '@tollgate/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { keys } from '../support/company.ts';
import { until } from '../support/until.ts';
import { hello, startFixture } from './fixture.ts';

const { gateway, chat } = await startFixture({});

interface Access {
  readonly items: readonly admin.InstanceAccess[];
  readonly policy_version: number;
}

const call = async <T>(path: string, method = 'GET', body?: object): Promise<T> => {
  const headers = { 'content-type': 'application/json' };
  const response = await gateway.api(path, body ? { method, headers, body: JSON.stringify(body) } : { method });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as T;
};
const idOf = async (list: string, name: string): Promise<string> => {
  const { items } = await call<{ items: { id: string; name?: string; display_name?: string; email?: string }[] }>(list);
  return items.find((one) => [one.name, one.display_name, one.email].includes(name))?.id ?? '';
};
const listedTo = async (key: string): Promise<string[]> => {
  const answer = await fetch(`${gateway.origin}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
  const { data } = (await answer.json()) as { data: { id: string }[] };
  return data.map(({ id }) => id).filter((id) => id !== 'auto');
};
const usable = ({ items }: Access): string[] => items.filter((one) => one.may_use).map(({ model }) => model.name);

let ids: { bob: string; bot: string; claw: string; private: string };
let group: string;
beforeAll(async () => {
  ids = {
    bob: await idOf('/users', 'bob@company.test'),
    bot: await idOf('/instances', 'build-bot'),
    claw: await idOf('/instances', 'claw-1'),
    private: await idOf('/models', 'private'),
  };
  group = (await call<{ id: string }>('/groups', 'POST', { name: 'Research', member_ids: [ids.bob] })).id;
  await call('/grants', 'POST', { model_id: ids.private, to: { kind: 'group', id: group } });
  await until(async () => (await listedTo(keys.bot)).includes('private'));
});

describe('effective access', () => {
  test('is exactly what each key is listed', async () => {
    for (const [key, instance] of [
      [keys.bot, ids.bot],
      [keys.claw, ids.claw],
      [keys.always, ids.bot],
    ] as const) {
      expect(usable(await call<Access>(`/instances/${instance}/access`))).toEqual(await listedTo(key));
    }
  });

  test('of a user and of a model name the grants, and what stands against the rest', async () => {
    const { items } = await call<Access>(`/users/${ids.bob}/access`);
    const byName = Object.fromEntries(items.map((item) => [item.model.name, item]));
    expect(byName['private']).toMatchObject({
      model: { price: { currency: 'USD', input: '1.25', cached_input: '0.125', output: '10' } },
      may_use: true,
      by: [{ kind: 'group', id: group, name: 'Research' }],
      why_not: [],
    });
    expect(byName['retired']).toMatchObject({
      may_use: false,
      by: [{ kind: 'everyone' }],
      why_not: ['model_inactive'],
    });
    const ofModel = await call<{ items: admin.ModelAccess[] }>(`/models/${ids.private}/access`);
    const grants = ofModel.items.map(({ user, by }) => [user.email, by.map(({ kind }) => kind)]);
    expect(Object.fromEntries(grants)).toEqual({ 'ada@company.test': ['user'], 'bob@company.test': ['group'] });
  });
});

describe('a group', () => {
  test('opens a model to its members, and the record says so', async () => {
    const answer = await chat(hello('private'));
    expect(answer.status).toBe(200);
    const { explanation } = await gateway.settled(answer.requestId);
    expect(explanation).toContainEqual(
      expect.stringContaining('"private" is active and granted to the group "Research".'),
    );
  });

  test('aims rules at its members, and closes what it opened to who leaves it; the policy before still tells', async () => {
    const rule = { display_name: 'C', category: 'enterprise', kind: 'keywords', keywords: ['there'], severity: 'low' };
    const audience = { groups: ['research'] };
    await call('/rules', 'POST', { ...rule, id: 'greeting', action: 'block', audience });
    await until(async () => (await chat(hello('gpt-test'))).status === 400);
    expect((await chat(hello('gpt-test'), { key: keys.claw })).headers.get('x-tollgate-decision')).toBe('passed');

    const before = await call<Access>(`/instances/${ids.bot}/access`);
    await call(`/groups/${group}`, 'PATCH', { remove_member_ids: [ids.bob] });
    await until(async () => !(await listedTo(keys.bot)).includes('private'));
    expect((await chat(hello('private'))).status).toBe(404);
    expect((await chat(hello('gpt-test'))).status).toBe(200);
    expect(usable(await call<Access>(`/instances/${ids.bot}/access`))).not.toContain('private');
    const then = await call<Access>(`/instances/${ids.bot}/access?policy_version=${before.policy_version}`);
    expect(usable(then)).toEqual(usable(before));
  });
});
