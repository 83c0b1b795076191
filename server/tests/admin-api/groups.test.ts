import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDay } from '../../src/platform/calendar-day.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
let model: string;
beforeAll(async () => {
  api = await createAdminFixture();
  const provider = await api.call('POST', '/api/providers', {
    body: { name: 'openai', protocol: 'openai', base_url: 'https://api.example.com/v1' },
  });
  const made = await api.call('POST', '/api/models', {
    body: { display_name: 'GPT', provider_id: provider.body.id, provider_model: 'gpt', is_active: true },
  });
  expect(made.status).toBe(201);
  model = made.body.id;
});
afterAll(() => api.close());

const create = async (body: object) => {
  const answer = await api.call('POST', '/api/groups', { body });
  expect(answer.status).toBe(201);
  return answer.body;
};
const change = (id: string, body: object, headers: Record<string, string> = {}) =>
  api.call('PATCH', `/api/groups/${id}`, { body, headers });
const remove = (id: string) => api.call('DELETE', `/api/groups/${id}`);
const stints = async (id: string) => {
  const { rows } = await api.database.pool.query<{ user_id: string; joined: string; left: string | null }>(
    `select user_id, joined_on::text as joined, left_on::text as left from group_members
     where group_id = $1 order by joined_on`,
    [id],
  );
  return rows.map(({ user_id, joined, left }) => [user_id, joined, left]);
};
const today = calendarDay(new Date(), 'UTC');

describe('groups', () => {
  test('are created, found, renamed, filled and emptied, each change in the log', async () => {
    const { admin, member } = api.people;
    const group = await create({ name: ' Research ', member_ids: [member.id, member.id] });
    expect(group).toMatchObject({ name: 'Research', member_ids: [member.id], managed_by_file: false, revision: 1 });

    const changed = await change(group.id, {
      name: 'Science',
      add_member_ids: [admin.id],
      remove_member_ids: [member.id],
    });
    expect(changed.body).toMatchObject({ name: 'Science', member_ids: [admin.id], revision: 2 });
    expect((await api.call('GET', '/api/groups?name=SCIENCE')).body.items).toEqual([changed.body]);
    expect((await api.call('GET', `/api/groups?member_id=${admin.id}`)).body.items).toEqual([changed.body]);
    expect((await api.call('GET', `/api/groups?member_id=${member.id}`)).body.items).toEqual([]);
    expect((await api.call('GET', `/api/groups/${group.id}`)).body).toEqual(changed.body);

    const log = await api.call('GET', `/api/administration-log?target_kind=group&target_id=${group.id}`);
    expect(log.body.items).toMatchObject([
      { action: 'group.change', before: { member_ids: [member.id] }, after: { member_ids: [admin.id] } },
      { action: 'group.create', before: null, after: { name: 'Research' } },
    ]);
    expect((await remove(group.id)).status).toBe(204);
    expect((await api.call('GET', `/api/groups/${group.id}`)).status).toBe(404);
  });

  test('are part of the policy, which counts a version for each change of members', async () => {
    const before = (await api.call('GET', '/api/policy')).body.version;
    const group = await create({ name: 'Policy' });
    await change(group.id, { add_member_ids: [api.people.member.id] });
    const after = (await api.call('GET', '/api/policy')).body;
    expect(after.version).toBe(before + 2);
    expect(after.document).toMatchObject({ groups: [{ id: group.id, member_ids: [api.people.member.id] }] });
    await remove(group.id);
  });

  test('take no name that is taken, whatever its case; the name of a deleted one is free', async () => {
    const group = await create({ name: 'Legal' });
    const again = await api.call('POST', '/api/groups', { body: { name: 'LEGAL' } });
    expect([again.status, again.body.errors]).toEqual([409, [{ field: 'name', message: 'is taken' }]]);
    await remove(group.id);
    await remove((await create({ name: 'LEGAL' })).id);
  });

  test('refuse members that are no active user, one entry for each, and save nothing', async () => {
    const gone = (await api.call('POST', '/api/users', { body: { email: 'gone@company.test', name: 'G' } })).body;
    await api.call('PATCH', `/api/users/${gone.id}`, { body: { is_active: false } });
    const member_ids = [api.people.member.id, 'usr_nobody', gone.id];
    const answer = await api.call('POST', '/api/groups', { body: { name: 'Ghosts', member_ids } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { field: 'member_ids.1', message: 'there is no such user' },
      { field: 'member_ids.2', message: 'this user is deactivated' },
    ]);
    expect((await api.call('GET', '/api/groups?name=ghosts')).body.items).toEqual([]);

    const group = await create({ name: 'Both', member_ids: [api.people.member.id] });
    const both = await change(group.id, { name: 'No', add_member_ids: ['usr_1'], remove_member_ids: ['usr_1'] });
    expect([both.status, both.body.errors[0]?.field]).toEqual([422, 'remove_member_ids.0']);
    await remove(group.id);
  });

  test('changed by two at once keep the first change', async () => {
    const group = await create({ name: 'Twice' });
    expect((await change(group.id, { name: 'Once' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await change(group.id, { name: 'Lost' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await api.call('GET', `/api/groups/${group.id}`)).body.name).toBe('Once');
    await remove(group.id);
  });

  test('are not deleted while a grant, a rule or a budget names them, and the answer says which', async () => {
    const group = await create({ name: 'Used' });
    const grant = await api.call('POST', '/api/grants', {
      body: { model_id: model, to: { kind: 'group', id: group.id } },
    });
    expect(grant.body).toMatchObject({ model_id: model, to: { kind: 'group', id: group.id } });
    const rule = { id: 'codename', display_name: 'C', category: 'enterprise', kind: 'keywords', keywords: ['bluefin'] };
    const audience = { groups: ['used'] };
    const made = await api.call('POST', '/api/rules', {
      body: { ...rule, severity: 'low', action: 'block', audience },
    });
    expect(made.status).toBe(201);

    const budget = await api.call('POST', '/api/budgets', {
      body: { name: 'Few', scope: { kind: 'group', id: group.id }, measure: 'requests', limit: '9', period: 'day' },
    });
    expect(budget.status).toBe(201);

    const refused = await remove(group.id);
    expect(refused.status).toBe(409);
    expect(refused.body.errors).toEqual([
      { field: 'grants', message: `${grant.body.id} grants GPT to it` },
      { field: 'rules', message: 'codename reads the calls of its members' },
      { field: 'budgets', message: 'Few limits what its members use' },
    ]);
    const renamed = await change(group.id, { name: 'Other' });
    expect([renamed.status, renamed.body.errors]).toEqual([
      422,
      [{ field: 'rules.codename.audience.groups', message: 'there is no group "used"' }],
    ]);
    await api.call('DELETE', `/api/grants/${grant.body.id}`);
    await api.call('DELETE', '/api/rules/codename');
    await api.call('DELETE', `/api/budgets/${budget.body.id}`);
    expect((await remove(group.id)).status).toBe(204);
  });

  test('that there are not are neither granted anything nor named by rules', async () => {
    const to = { kind: 'group', id: 'grp_none' };
    const grant = await api.call('POST', '/api/grants', { body: { model_id: model, to } });
    expect([grant.status, grant.body.errors]).toEqual([422, [{ field: 'to.id', message: 'there is no such group' }]]);
    const rule = await api.call('PATCH', '/api/rules/email_address', { body: { audience: { groups: ['Nobodies'] } } });
    expect([rule.status, rule.body.errors[0]?.field]).toEqual([422, 'rules.email_address.audience.groups']);
  });
});

describe('effective access', () => {
  test('is for members to see of themselves and their instances, and of nobody else', async () => {
    const { admin, member } = api.people;
    const { token } = member;
    const created = await api.call('POST', '/api/instances', { body: { name: 'own', owner_id: member.id } });
    const paths = [`/api/users/${member.id}/access`, `/api/instances/${created.body.id}/access`];
    for (const path of paths) {
      const whole = await api.call('GET', path);
      expect(whole.body.items).toMatchObject([{ model: { name: 'GPT' }, may_use: false, why_not: ['not_granted'] }]);
      // Names and prices of what is not granted to them are no concern of theirs.
      expect((await api.call('GET', path, { token })).body.items).toEqual([]);
    }
    const grant = { model_id: model, to: { kind: 'instance', id: created.body.id } };
    await api.call('POST', '/api/grants', { body: grant });
    const instance = await api.call('GET', `/api/instances/${created.body.id}/access`, { token });
    expect(instance.body.items).toMatchObject([{ may_use: true, by: [{ kind: 'instance', name: 'own' }] }]);
    const after = await api.call('GET', `/api/users/${member.id}/access`, { token });
    expect(after.body.items).toMatchObject([{ may_use: false, instances: [{ name: 'own' }] }]);

    const others = await api.call('POST', '/api/instances', { body: { name: 'other', owner_id: admin.id } });
    expect((await api.call('GET', `/api/users/${admin.id}/access`, { token })).status).toBe(404);
    expect((await api.call('GET', `/api/instances/${others.body.id}/access`, { token })).status).toBe(404);
    const ofModel = await api.call('GET', `/api/models/${model}/access`);
    expect(ofModel.body.items).toMatchObject([{ user: { email: member.email }, may_use: false }]);
    const never = await api.call('GET', `/api/users/${member.id}/access?policy_version=99999`);
    expect([never.status, never.body.errors[0]?.field]).toEqual([422, 'policy_version']);
  });
});

describe('the days of members', () => {
  test('begin today, or on an earlier day that is named', async () => {
    const { admin, auditor, member } = api.people;
    const group = await create({ name: 'Days', member_ids: [admin.id], since: '2026-01-15' });
    await change(group.id, { add_member_ids: [auditor.id, member.id] });
    await change(group.id, { add_member_ids: [member.id], since: '2026-02-01' });
    expect(await stints(group.id)).toEqual([
      [admin.id, '2026-01-15', null],
      [member.id, '2026-02-01', null],
      [auditor.id, today, null],
    ]);
    const future = await change(group.id, { add_member_ids: [admin.id], since: '9999-01-01' });
    expect([future.status, future.body.errors[0]?.field]).toEqual([422, 'since']);
    await remove(group.id);
    expect(await stints(group.id)).toEqual([
      [admin.id, '2026-01-15', today],
      [member.id, '2026-02-01', today],
    ]);
  });

  test('are kept when somebody leaves and comes back, and are one stint where they touch', async () => {
    const { id } = api.people.member;
    const group = await create({ name: 'Back', member_ids: [id], since: '2026-01-01' });
    await change(group.id, { remove_member_ids: [id], since: '2026-02-01' });
    await change(group.id, { add_member_ids: [id], since: '2026-03-01' });
    expect(await stints(group.id)).toEqual([
      [id, '2026-01-01', '2026-02-01'],
      [id, '2026-03-01', null],
    ]);
    await change(group.id, { add_member_ids: [id], since: '2026-01-20' });
    expect(await stints(group.id)).toEqual([[id, '2026-01-01', null]]);
    await change(group.id, { remove_member_ids: [id], since: '2025-12-01' });
    expect(await stints(group.id)).toEqual([]);
    await remove(group.id);
  });
});

describe('cost centres', () => {
  const assign = (kind: string, id: string, cost_centre: string | null, valid_from: string, reason?: string) =>
    api.call('POST', '/api/cost-centre-assignments', {
      body: { subject: { kind, id }, cost_centre, valid_from, ...(reason && { reason }) },
    });
  const periodsOf = async (id: string, token?: string) => {
    const answer = await api.call('GET', `/api/users/${id}/cost-centres`, token ? { token } : {});
    return { status: answer.status, items: answer.body.items };
  };

  test('follow a person who moves in mid-month, and each change of days that are over says why in the log', async () => {
    const { member } = api.people;
    const group = await create({ name: 'Lab', member_ids: [member.id], since: '2026-03-01' });
    const refused = await assign('group', group.id, 'R&D', '2026-03-01');
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ field: 'reason', message: 'is needed: days that are over change' }],
    ]);
    const ofGroup = await assign('group', group.id, 'R&D', '2026-03-01', 'the year begins');
    expect(ofGroup.body).toMatchObject({ subject: { kind: 'group', name: 'Lab' }, cost_centre: 'R&D' });
    const own = await assign('user', member.id, 'Sales', '2026-03-16', 'moved');
    expect(await periodsOf(member.id, member.token)).toEqual({
      status: 200,
      items: [
        { cost_centre: 'R&D', from: '2026-03-01', until: '2026-03-16', by: { kind: 'group', id: group.id } },
        { cost_centre: 'Sales', from: '2026-03-16', until: null, by: { kind: 'user', id: member.id } },
      ],
    });
    expect((await api.call('GET', '/api/cost-centres')).body.items).toEqual([
      { name: 'R&D', users: 0, first_day: '2026-03-01' },
      { name: 'Sales', users: 1, first_day: '2026-03-16' },
    ]);

    expect((await api.call('DELETE', `/api/cost-centre-assignments/${own.body.id}`)).status).toBe(422);
    const url = `/api/cost-centre-assignments/${own.body.id}?reason=wrong%20person`;
    expect((await api.call('DELETE', url)).status).toBe(204);
    expect((await periodsOf(member.id)).items).toMatchObject([{ cost_centre: 'R&D', until: null }]);
    const log = await api.call('GET', '/api/administration-log?target_kind=cost_centre_assignment');
    expect(log.body.items).toMatchObject([
      { action: 'cost_centre_assignment.delete', reason: 'wrong person', before: { cost_centre: 'Sales' } },
      { action: 'cost_centre_assignment.create', reason: 'moved' },
      { action: 'cost_centre_assignment.create', reason: 'the year begins' },
    ]);
  });

  test('keep what was for a group that is deleted', async () => {
    const { auditor } = api.people;
    const group = await create({ name: 'Old team', member_ids: [auditor.id], since: '2026-03-01' });
    await assign('group', group.id, 'Old', '2026-03-01', 'test');
    expect((await remove(group.id)).status).toBe(204);
    expect((await periodsOf(auditor.id)).items).toMatchObject([{ cost_centre: 'Old', until: today }]);
    const found = await api.call('GET', `/api/cost-centre-assignments?subject_id=${group.id}`);
    expect(found.body.items).toMatchObject([{ subject: { name: 'Old team' }, valid_from: '2026-03-01' }]);
  });

  test('are refused with one entry per field, twice from one day, and for who there is not', async () => {
    const wrong = await assign('team', 'x', '', '2026-02-30');
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map(({ field }) => field).toSorted()).toEqual([
      'cost_centre',
      'subject.kind',
      'valid_from',
    ]);
    expect((await assign('user', 'usr_none', 'A', '9000-01-01')).body.errors[0]?.field).toBe('subject.id');
    const { admin } = api.people;
    expect((await assign('user', admin.id, 'A', '9000-01-01')).status).toBe(201);
    const twice = await assign('user', admin.id, 'B', '9000-01-01');
    expect([twice.status, twice.body.errors]).toEqual([409, [{ field: 'valid_from', message: 'is taken' }]]);
  });

  test('of other people are not for members to see', async () => {
    expect((await periodsOf(api.people.admin.id, api.people.member.token)).status).toBe(404);
  });
});
