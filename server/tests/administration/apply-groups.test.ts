import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#support/database.ts';
import { GatewayFileInvalid } from '../../src/administration/apply/file-problem.ts';
import { createGrant } from '../../src/administration/grants/create.ts';
import { deleteGrant } from '../../src/administration/grants/delete.ts';
import { changeGroup } from '../../src/administration/groups/change.ts';
import { selectPolicyDocument } from '../../src/catalog/policy-versions.queries.ts';
import { costCentrePeriods } from '../../src/cost/cost-centres.ts';
import { selectCostCentreFacts } from '../../src/cost/cost-centres.queries.ts';
import { apply, exampleYaml } from './gateway-yaml.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const people = 'users:     [ { email: ada@example.com, name: Ada, role: admin }, { email: bo@example.com } ]';
const base = exampleYaml.replace(/users: .*/, people);
const grouped = (members: string): string =>
  `${base.replace('to: "user:ada@example.com"', 'to: "group:Research"')}groups: [ { name: Research, members: [${members}] } ]\n`;

const documentOf = async ({ version }: { readonly version: number }) => {
  const document = await selectPolicyDocument(database.pool, version);
  if (!document) throw new Error(`no version ${version}`);
  return document;
};
const problemOf = async (text: string): Promise<string> => {
  const error: unknown = await apply(database, text).catch((cause: unknown) => cause);
  if (!(error instanceof GatewayFileInvalid)) throw new Error('the file was applied');
  return error.message;
};

describe('groups of a gateway.yaml', () => {
  test('are made with their members and grants, changed, and gone when the file names them no more', async () => {
    const made = await apply(database, grouped('ADA@example.com'));
    expect(made.changes).toContainEqual({ action: 'create', kind: 'group', name: 'Research' });
    expect(made.changes).toContainEqual({ action: 'create', kind: 'grant', name: 'qwen-secure to group:Research' });
    const { groups, users, grants } = await documentOf(made);
    const [ada, bo] = ['ada', 'bo'].map((name) => users.find(({ email }) => email.startsWith(name))?.id ?? '');
    expect(groups).toMatchObject([{ name: 'Research', member_ids: [ada], managed_by_file: true }]);
    expect(grants).toContainEqual(expect.objectContaining({ to: { kind: 'group', id: groups[0]?.id } }));
    expect(await apply(database, grouped('ada@example.com'))).toMatchObject({ version: made.version, changes: [] });

    const changed = await apply(database, grouped('bo@example.com'));
    expect(changed.changes).toEqual([{ action: 'change', kind: 'group', name: 'Research' }]);
    expect((await documentOf(changed)).groups).toMatchObject([{ id: groups[0]?.id, member_ids: [bo] }]);

    const removed = await apply(database, base);
    expect(removed.changes.filter(({ action }) => action === 'remove')).toEqual([
      { action: 'remove', kind: 'grant', name: 'qwen-secure to group:Research' },
      { action: 'remove', kind: 'group', name: 'Research' },
    ]);
    expect((await documentOf(removed)).groups).toEqual([]);
  });

  test('cannot be changed by hand', async () => {
    const [group] = (await documentOf(await apply(database, grouped('ada@example.com')))).groups;
    const change = { id: group?.id ?? '', fields: { name: 'Mine' }, revision: null };
    await expect(changeGroup(database.pool, { kind: 'command' }, change, '2026-11-27')).rejects.toMatchObject({
      kind: 'managed_by_file',
    });
  });

  test('do not leave while a grant by hand, or a rule of the file, names them', async () => {
    const { groups, models } = await documentOf(await apply(database, grouped('ada@example.com')));
    const to = { kind: 'group' as const, id: groups[0]?.id ?? '' };
    const model_id = models.find(({ display_name }) => display_name === 'gpt-5')?.id ?? '';
    const grant = await createGrant(database.pool, { kind: 'command' }, { model_id, to });
    expect(await problemOf(base)).toContain(
      'the group Research left the file, but a grant that is not from the file gives it gpt-5',
    );
    await deleteGrant(database.pool, { kind: 'command' }, grant.id);
    const rule = base.replace('severity: high,', 'severity: high, audience: { groups: [Research] },');
    expect(await problemOf(rule)).toContain('rules.project_codename.audience.groups: there is no group "Research"');
  });

  test('name users and groups of the file', async () => {
    const problem = await problemOf(
      `${base.replace('to: everyone', 'to: "group:Nobody"')}groups: [ { name: A, members: [x@example.com] }, { name: a } ]\n`,
    );
    expect(problem).toContain('grants[0].to: there is no group of this name in the file');
    expect(problem).toContain('groups[0].members[0]: there is no user of this name in the file');
    expect(problem).toContain('groups[1].name: is there twice');
  });
});

describe('cost centres of a gateway.yaml', () => {
  const periods = async () => {
    const { rows } = await database.pool.query<{ id: string }>("select id from users where email like 'ada@%'");
    const found = costCentrePeriods(rows[0]?.id ?? '', await selectCostCentreFacts(database.pool));
    return found.map(({ cost_centre, from, until }) => [cost_centre, from, until]);
  };
  const sales = '{ name: Sales, from: 2026-03-01, users: [ada@example.com] }';

  test('are assigned, corrected and taken back as the file says, each listed before it happens', async () => {
    const centres = (...lines: string[]): string =>
      `${grouped('ada@example.com')}cost_centres: [ ${lines.join(', ')} ]\n`;
    const research = '{ name: R&D, from: 2026-03-16, users: [ada@example.com], groups: [research] }';
    const made = await apply(database, centres(sales, research));
    expect(made.changes.filter(({ kind }) => kind === 'cost_centre_assignment')).toEqual([
      { action: 'create', kind: 'cost_centre_assignment', name: 'ada@example.com to Sales from 2026-03-01' },
      { action: 'create', kind: 'cost_centre_assignment', name: 'ada@example.com to R&D from 2026-03-16' },
      { action: 'create', kind: 'cost_centre_assignment', name: 'research to R&D from 2026-03-16' },
    ]);
    expect((await apply(database, centres(sales, research))).changes).toEqual([]);
    expect(await periods()).toEqual([
      ['Sales', '2026-03-01', '2026-03-16'],
      ['R&D', '2026-03-16', null],
    ]);
    const corrected = await apply(database, centres(sales.replace('Sales', 'Press')));
    const changes = corrected.changes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(changes).toEqual([
      { action: 'remove', kind: 'cost_centre_assignment', name: 'Research to R&D from 2026-03-16' },
      { action: 'change', kind: 'cost_centre_assignment', name: 'ada@example.com to Press from 2026-03-01' },
      { action: 'remove', kind: 'cost_centre_assignment', name: 'ada@example.com to R&D from 2026-03-16' },
    ]);
    expect(await periods()).toEqual([['Press', '2026-03-01', null]]);
  });

  test('that contradict each other or name nobody are refused', async () => {
    const problem = await problemOf(
      `${base}cost_centres: [ ${sales}, ${sales.replace('Sales', 'Press')}, { name: X, from: 2026-02-30, groups: [G] } ]\n`,
    );
    expect(problem).toContain('cost_centres[2].from: invalid ISO date');
    const twice = await problemOf(`${base}cost_centres: [ ${sales}, ${sales.replace('Sales', 'Press')} ]\n`);
    expect(twice).toContain('cost_centres[1].users[0]: is assigned twice from this day on');
    const nobody = await problemOf(`${base}cost_centres: [ { name: X, from: 2026-02-01, groups: [G] } ]\n`);
    expect(nobody).toContain('cost_centres[0].groups[0]: there is no group of this name in the file');
  });
});
