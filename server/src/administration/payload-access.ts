import type { PayloadName } from '@tollgate/contract';
import { selectHeadVersion } from '../catalog/policy-versions.queries.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Actor } from './actor.ts';
import { insertLogEntry } from './administration-log.queries.ts';

/** Who opened which payload. It is written before the payload is handed out. */
export async function recordPayloadAccess(
  database: Queryable,
  actor: Actor,
  requestId: string,
  payload: PayloadName,
): Promise<void> {
  await insertLogEntry(database, {
    action: 'payload.open',
    target: { kind: 'invocation', id: requestId },
    before: null,
    after: { payload },
    actor,
    reason: null,
    policyVersion: await selectHeadVersion(database),
  });
}
