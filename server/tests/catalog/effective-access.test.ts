import { type Grant, Model, type PolicyDocument } from '@tollgate/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGrants } from '../../src/catalog/compile-grants.ts';
import { type AccessPolicy, accessTo, instancesGranted } from '../../src/catalog/effective-access.ts';
import { groupsByMember } from '../../src/catalog/groups-by-member.ts';
import type { KeyHolder } from '../../src/catalog/snapshot.ts';
import { caller, model as governed } from '../journey/made-up.ts';

const file = { managed_by_file: false };
const user = (number: number, is_active = true): PolicyDocument['users'][number] => ({
  ...file,
  id: `usr_${number}`,
  email: `u${number}@company.test`,
  name: `U ${number}`,
  role: 'member',
  is_active,
});
const instance = (number: number, owner: number, is_active = true): PolicyDocument['instances'][number] => ({
  ...file,
  id: `ins_${number}`,
  name: `claw-${number}`,
  kind: 'generic',
  owner_id: `usr_${owner}`,
  block_form: null,
  is_active,
});
const model = (number: number, is_active = true): Model =>
  Model.parse({
    ...file,
    id: `mdl_${number}`,
    display_name: `model ${number}`,
    provider_id: 'prv_1',
    provider_model: 'm',
    is_secure: false,
    is_active,
    position: number,
    base_url: null,
    credential: null,
    prices: [],
  });
const group = (number: number, ...members: number[]): PolicyDocument['groups'][number] => ({
  ...file,
  id: `grp_${number}`,
  name: `${'Ab'.at(number % 2)} group ${9 - number}`,
  member_ids: members.map((one) => `usr_${one}`),
});
const grant = (number: number, to: Grant['to']): Grant => ({ ...file, model_id: `mdl_${number}`, to });

const number = fc.nat(3);
const grantee = fc.oneof(
  fc.constant<Grant['to']>({ kind: 'everyone' }),
  fc
    .record({ kind: fc.constantFrom('group' as const, 'user' as const, 'instance' as const), at: number })
    .map(({ kind, at }): Grant['to'] => ({
      kind,
      id: `${{ group: 'grp', user: 'usr', instance: 'ins' }[kind]}_${at}`,
    })),
);
const four = [0, 1, 2, 3];
const flags = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
const policies: fc.Arbitrary<AccessPolicy> = fc
  .record({
    users: flags,
    instances: fc.array(fc.tuple(number, fc.boolean()), { minLength: 4, maxLength: 4 }),
    models: flags,
    groups: fc.array(fc.uniqueArray(number), { minLength: 4, maxLength: 4 }),
    grants: fc.array(fc.tuple(number, grantee), { maxLength: 12 }),
  })
  .map((parts) => ({
    users: four.map((at) => user(at, parts.users[at])),
    instances: four.map((at) => instance(at, ...(parts.instances[at] ?? [0, true]))),
    models: four.map((at) => model(at, parts.models[at])),
    groups: four.map((at) => group(at, ...(parts.groups[at] ?? []))),
    grants: parts.grants.map(([at, to]) => grant(at, to)),
  }));

/** Every key that could be: of each user bound to none, and of each instance. */
function holdersIn({ users, instances, groups }: AccessPolicy): KeyHolder[] {
  const memberships = groupsByMember(groups);
  return users.flatMap((one) =>
    [null, ...instances.filter(({ owner_id }) => owner_id === one.id)].map((own) => ({
      ...caller,
      user: one,
      groups: memberships.get(one.id) ?? [],
      instance: own,
    })),
  );
}

describe('effective access', () => {
  test('is what decides calls, for every key and model of any catalogue', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const grantOf = compileGrants(policy);
        for (const one of policy.models) {
          for (const holder of holdersIn(policy)) {
            const explained = accessTo(one, holder, policy);
            const decisive = grantOf(governed(one.display_name, { id: one.id }), holder);
            const stands = one.is_active && holder.user.is_active && (holder.instance?.is_active ?? true);
            expect(explained.may_use).toBe(decisive !== null && stands);
            expect(explained.by[0]?.kind).toBe(decisive?.kind);
            if (decisive?.kind === 'group') expect(decisive.told).toBe(`the group "${explained.by[0]?.name}"`);
          }
        }
      }),
    );
  });

  test('tells of a user the instances that a grant of their own opens the model to', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        for (const one of policy.models) {
          for (const person of policy.users) {
            const named = instancesGranted(one, person, policy).map(({ id }) => id);
            const granted = policy.instances.filter(
              (own) =>
                own.owner_id === person.id &&
                own.is_active &&
                person.is_active &&
                one.is_active &&
                policy.grants.some(({ model_id, to }) => model_id === one.id && 'id' in to && to.id === own.id),
            );
            expect(named).toEqual(granted.map(({ id }) => id));
          }
        }
      }),
    );
  });

  test('names every grant, the widest first, and everything that stands against it', () => {
    const policy: AccessPolicy = {
      users: [user(0, false)],
      instances: [instance(0, 0, false)],
      models: [model(0, false)],
      groups: [group(0, 0), group(1, 0), group(2)],
      grants: [
        grant(0, { kind: 'instance', id: 'ins_0' }),
        grant(0, { kind: 'user', id: 'usr_0' }),
        ...[0, 1, 2].map((at) => grant(0, { kind: 'group', id: `grp_${at}` })),
        grant(0, { kind: 'everyone' }),
        grant(1, { kind: 'everyone' }),
      ],
    };
    const subject = { user: user(0, false), instance: instance(0, 0, false) };
    expect(accessTo(model(0, false), subject, policy)).toEqual({
      may_use: false,
      by: [
        { kind: 'everyone', id: null, name: null },
        { kind: 'group', id: 'grp_0', name: 'A group 9' },
        { kind: 'group', id: 'grp_1', name: 'b group 8' },
        { kind: 'user', id: 'usr_0', name: 'u0@company.test' },
        { kind: 'instance', id: 'ins_0', name: 'claw-0' },
      ],
      why_not: ['user_deactivated', 'instance_deactivated', 'model_inactive'],
    });
    expect(accessTo(model(2), subject, policy).why_not).toContain('not_granted');
  });
});
