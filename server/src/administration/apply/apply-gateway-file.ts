import type pg from 'pg';
import { inTransaction } from '../../database/transaction.ts';
import { calendarDay } from '../../platform/calendar-day.ts';
import type { Actor } from '../actor.ts';
import { changeWithin } from '../change-policy.ts';
import { AdministrationRefusal } from '../refusal.ts';
import { readCatalogue } from './catalogue.ts';
import { conflictsWithOthers } from './conflicts-with-others.ts';
import { GatewayFileInvalid } from './file-problem.ts';
import type { Change } from './operation.ts';
import { parseGatewayFile, type ParsedGatewayFile } from './parse-gateway-file.ts';
import { type Plan, planChanges } from './plan.ts';
import { type KeySecret, resolveFile } from './resolve-file.ts';

export interface ApplyRequest {
  /** The file's text. */
  readonly text: string;
  /** Its name, for messages and the log. */
  readonly path: string;
  /** What `env:` references are looked up in. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly actor: Actor;
  /** IANA name of the zone whose days cost centres count in; UTC when left out. */
  readonly reportTimeZone?: string;
  /** Goes all the way, compilation included, and then leaves everything as it was. */
  readonly dryRun?: boolean;
  /** Hears what will happen before it does: removals are listed before they happen. */
  readonly announce?: (changes: readonly Change[]) => void;
}

export interface Applied {
  /** The version in force afterwards; a second application keeps it. */
  readonly version: number;
  readonly changes: readonly Change[];
  /** What the file says and did not get, such as a key that an administrator revoked. */
  readonly notes: readonly string[];
}

/**
 * Makes what the file manages match it: all of it or nothing. What the file names becomes managed by it; what it managed
 * before and names no more is removed (keys revoked, users and instances deactivated).
 *
 * @throws GatewayFileInvalid naming every problem with line and field; nothing was changed
 */
export async function applyGatewayFile(pool: pg.Pool, request: ApplyRequest): Promise<Applied> {
  const parsed = parseGatewayFile(request.text);
  if ('errors' in parsed) throw new GatewayFileInvalid(request.path, parsed.errors);
  const resolved = resolveFile(parsed, request.env);
  if ('errors' in resolved) throw new GatewayFileInvalid(request.path, resolved.errors);
  try {
    return await inTransaction(pool, async (transaction) => {
      const applied = await applyWithin(transaction, request, parsed, resolved.keySecrets);
      if (request.dryRun) throw new DryRunOver(applied);
      return applied;
    });
  } catch (error) {
    if (error instanceof DryRunOver) return error.applied;
    throw error;
  }
}

/** Carries a dry run's result out of the transaction that it undoes. */
class DryRunOver extends Error {
  readonly applied: Applied;
  constructor(applied: Applied) {
    super('a dry run leaves everything as it was');
    this.applied = applied;
  }
}

async function applyWithin(
  transaction: pg.PoolClient,
  request: ApplyRequest,
  parsed: ParsedGatewayFile,
  keySecrets: readonly KeySecret[],
): Promise<Applied> {
  const reason = `apply ${request.path}`;
  let plan: Plan = { operations: [], notes: [] };
  try {
    const { version } = await changeWithin(
      transaction,
      request.actor,
      async (client, log) => {
        const catalogue = await readCatalogue(client);
        const now = new Date();
        const today = calendarDay(now, request.reportTimeZone ?? 'UTC');
        plan = planChanges(catalogue, parsed.file, keySecrets, {
          at: now.toISOString(),
          today,
          actor: request.actor,
        });
        refuseConflicts(request.path, parsed, conflictsWithOthers(catalogue, parsed.file));
        if (plan.operations.length > 0) request.announce?.(changesOf(plan));
        for (const operation of plan.operations) {
          await operation.run(client);
          log(operation.entry);
        }
      },
      reason,
    );
    return { version, changes: changesOf(plan), notes: plan.notes };
  } catch (error) {
    if (error instanceof AdministrationRefusal) throw asFileProblem(request.path, error);
    throw error;
  }
}

function changesOf(plan: Plan): Change[] {
  return plan.operations.map((operation) => operation.change);
}

function refuseConflicts(path: string, { locate }: ParsedGatewayFile, messages: readonly string[]): void {
  if (messages.length === 0) return;
  const place = { ...locate(['providers']), field: 'providers' };
  throw new GatewayFileInvalid(
    path,
    messages.map((message) => ({ ...place, message })),
  );
}

/** What only shows when the file meets what was there before it: no line of the file alone is wrong. */
function asFileProblem(path: string, refusal: AdministrationRefusal): GatewayFileInvalid {
  const problems = refusal.problems.length > 0 ? refusal.problems : [{ field: '', message: refusal.message }];
  return new GatewayFileInvalid(
    path,
    problems.map(({ field, message }) => ({ line: 1, column: 1, field, message })),
  );
}
