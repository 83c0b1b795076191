import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type GrantRow, insertGrant } from '../../catalog/grants.queries.ts';
import { selectGroup } from '../../catalog/groups.queries.ts';
import { selectModel } from '../../catalog/models.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { selectInstance } from '../../identity/instances.queries.ts';
import { selectUser } from '../../identity/users.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { invalid } from '../refuse.ts';

/** Grants a model to everyone, a group, a user or an instance. */
export async function createGrant(pool: pg.Pool, actor: Actor, input: admin.GrantCreate): Promise<GrantRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    if (!(await selectModel(transaction, input.model_id))) throw invalid('model_id', 'there is no such model');
    await assertGranteeExists(transaction, input.to);
    const grant = { ...input, id: newId('grt'), managed_by_file: false };
    await insertGrant(transaction, grant);
    log({ action: 'grant.create', target: { kind: 'grant', id: grant.id }, before: null, after: grant });
    return grant;
  });
  return result;
}

/** @throws AdministrationRefusal naming `to.id` */
export async function assertGranteeExists(database: Queryable, to: admin.GrantCreate['to']): Promise<void> {
  if (to.kind === 'user' && !(await selectUser(database, to.id))) throw invalid('to.id', 'there is no such user');
  if (to.kind === 'group' && !(await selectGroup(database, to.id))) throw invalid('to.id', 'there is no such group');
  if (to.kind === 'instance' && !(await selectInstance(database, to.id))) {
    throw invalid('to.id', 'there is no such instance');
  }
}
