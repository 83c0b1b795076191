import type { Queryable } from '../../database/queryable.ts';
import { selectUsers } from '../../identity/users.queries.ts';
import { AdministrationRefusal, type Problem } from '../refusal.ts';
import { invalid } from '../refuse.ts';

/** @throws AdministrationRefusal naming each of `ids` that is no user, or one that was deactivated */
export async function assertMayJoin(database: Queryable, ids: readonly string[], field: string): Promise<void> {
  if (ids.length === 0) return;
  const users = new Map((await selectUsers(database)).map((user) => [user.id, user]));
  const problems = ids.flatMap((id, index): Problem[] => {
    const user = users.get(id);
    if (user?.is_active) return [];
    return [{ field: `${field}.${index}`, message: user ? 'this user is deactivated' : 'there is no such user' }];
  });
  if (problems.length > 0) throw new AdministrationRefusal('invalid', 'The input is not valid.', problems);
}

/** The day from which a change of members counts. @throws AdministrationRefusal for a day to come: access changes now */
export function memberDay(since: string | undefined, today: string): string {
  if (since !== undefined && since > today) throw invalid('since', 'lies in the future; members change at once');
  return since ?? today;
}
