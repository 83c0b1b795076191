import { type CostReport, verifyCosts } from '../administration/verify-costs/verify-costs.ts';
import { rebuildRollups } from '../cost/rollups/rebuild.ts';
import { type RollupReport, verifyRollups } from '../cost/rollups/verify-rollups.ts';
import { inSnapshot } from '../database/transaction.ts';
import { withDatabase } from './with-database.ts';

/** `tollgate cost rebuild`: running gateways go on; reports read the record itself where the sums are not made yet. */
export async function rebuildCostsCommand(): Promise<void> {
  await withDatabase(true, async (pool, config) => {
    await rebuildRollups(pool, config.reportTimeZone, {
      isFromScratch: true,
      onStep: ({ builtTo }) =>
        void process.stdout.write(builtTo === null ? 'All calls.\n' : `Calls before ${builtTo}\n`),
    });
  });
}

interface VerifyCostsOptions {
  readonly from?: string;
  readonly to?: string;
}

/** `tollgate cost verify`: exit code 0 only when all holds. */
export async function verifyCostsCommand({ from, to }: VerifyCostsOptions): Promise<void> {
  const window = { from: timeOf('--from', from, '1970-01-01'), to: timeOf('--to', to, '9999-12-31') };
  const { report, rollups } = await withDatabase(false, (pool) =>
    inSnapshot(pool, async (client) => ({
      report: await verifyCosts(client, window, tellProgress()),
      rollups: await verifyRollups(client, { from, to }),
    })),
  );
  process.stdout.write(describeCosts(report, rollups));
  if (report.findings + rollups.differing > 0) process.exitCode = 1;
}

function timeOf(option: string, text: string | undefined, otherwise: string): string {
  const ms = Date.parse(text ?? otherwise);
  if (Number.isNaN(ms)) throw new Error(`${option}: a day or a time such as 2026-11-01 or 2026-11-01T00:00:00Z`);
  return new Date(ms).toISOString();
}

/** A line now and then, beside the result. */
function tellProgress(): (calls: number) => void {
  let told = performance.now();
  return (calls) => {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    process.stderr.write(`${calls} calls …\n`);
  };
}

function describeCosts(report: CostReport, rollups: RollupReport): string {
  const { calls, unpriced, entries, corrections, withoutCall, first, last, findings, samples } = report;
  const lines = [
    `${calls} calls${first === null ? '' : ` from ${first} to ${last}`}: ${entries} entries of the ledger were derived again, ` +
      `${corrections} corrections among what they follow from; ${unpriced} calls have no price.`,
  ];
  if (withoutCall > 0) {
    lines.push(
      `${withoutCall} entries are of calls that are not held any more: of these the sums alone were looked at.`,
    );
  }
  for (const { requestId, at, message } of samples) lines.push(`${requestId} (${at}): ${message}`);
  if (findings > samples.length) lines.push(`… and ${findings - samples.length} more.`);
  lines.push(
    `${rollups.compared} sums that reports read were compared with the ledger (whole months): ${rollups.differing} differ.`,
  );
  if (rollups.first !== null) lines.push(rollups.first);
  const all = findings + rollups.differing;
  lines.push(all === 0 ? 'All of it holds, to the last digit.' : `${all} findings.`);
  return `${lines.join('\n')}\n`;
}
