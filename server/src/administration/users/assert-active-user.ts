import type { Queryable } from '../../database/queryable.ts';
import { selectUser } from '../../identity/users.queries.ts';
import { invalid } from '../refuse.ts';

/** @throws AdministrationRefusal naming `field` when there is no such user, or one that was deactivated */
export async function assertActiveUser(database: Queryable, id: string, field: string): Promise<void> {
  const user = await selectUser(database, id);
  if (!user) throw invalid(field, 'there is no such user');
  if (!user.is_active) throw invalid(field, 'this user is deactivated');
}
