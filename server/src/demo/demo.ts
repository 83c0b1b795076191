import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import OpenAI from 'openai';
import { stopSignal, whenStopped } from '../cli/stop-signal.ts';
import { readConfig } from '../config/config.ts';
import { type Serving, serve } from '../main.ts';
import { createLogger } from '../platform/logger.ts';
import { demoCalls, toolLoopTitle } from './calls.ts';
import { type Company, foundCompany } from './company.ts';
import { type Administration, administrationOf } from './administration.ts';
import { checkCall, costTable, type DemoResult, resultTable, traceTable } from './report.ts';
import { startStandIn } from './stand-in/start-stand-in.ts';

const wantedPort = 8787;

/**
 * `tollgate demo`: a gateway for a small company with a stand-in model server, real calls by the official client, and
 * what the record says of each.
 *
 * @returns the exit code: 0 only if every call got the decision it should
 */
export async function demo({ isOnce }: { isOnce: boolean }): Promise<number> {
  const stopping = stopSignal();
  const folder = await mkdtemp(path.join(tmpdir(), 'tollgate-demo-'));
  const standIn = await startStandIn();
  try {
    const company = foundCompany(standIn.url);
    const file = path.join(folder, 'gateway.yaml');
    await writeFile(file, company.yaml);
    Object.assign(process.env, company.environment);
    const adminToken = randomBytes(24).toString('hex');
    const config = readConfig(
      {
        TOLLGATE_PORT: String(await freePort(wantedPort)),
        TOLLGATE_DATA_DIR: path.join(folder, 'data'),
        TOLLGATE_CONFIG: file,
        TOLLGATE_ADMIN_TOKEN: adminToken,
        TOLLGATE_LOG_LEVEL: process.env['TOLLGATE_LOG_LEVEL'] ?? 'warn',
      },
      process.cwd(),
    );
    process.stdout.write('Starting an embedded PostgreSQL and the gateway …\n');
    const serving = await serve(config, createLogger(config.logLevel), stopping);
    try {
      const problems = await sendCalls(serving, company, administrationOf(serving.adminOrigin, adminToken), stopping);
      if (!isOnce) {
        process.stdout.write(invitation(serving.origin, serving.adminOrigin, adminToken, company.secrets.claw));
        await whenStopped(stopping);
      }
      return problems.length === 0 ? 0 : 1;
    } finally {
      await serving.stop();
    }
  } finally {
    await standIn.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sends each call with the official client and prints what became of it. @returns what is not as it should be */
async function sendCalls(
  serving: Serving,
  company: Company,
  administration: Administration,
  stopping: AbortSignal,
): Promise<string[]> {
  const client = (apiKey: string): OpenAI => new OpenAI({ apiKey, baseURL: `${serving.origin}/v1`, maxRetries: 0 });
  const { claw, bot } = company.secrets;
  const revoked = await administration.revokedKey('bob@demo.test');
  const clients = { claw: client(claw), bot: client(bot), leaver: client(revoked) };

  const results: DemoResult[] = [];
  for (const call of demoCalls) {
    stopping.throwIfAborted();
    const seen = await call.send(clients);
    const record = await administration.invocation(seen.headers.get('x-request-id') ?? '');
    results.push({ call, seen, record, problems: checkCall(call, seen, record) });
  }
  const problems = [...results.flatMap((result) => result.problems), ...(await tell(results, administration))];
  process.stdout.write(
    problems.length === 0
      ? `\nEach of the ${results.length} calls got the decision it should.\n`
      : `\nNot as it should be:\n${problems.map((problem) => `  ${problem}\n`).join('')}`,
  );
  return problems;
}

/** Prints what the record says. @returns what is wrong with it */
async function tell(results: readonly DemoResult[], administration: Administration): Promise<string[]> {
  process.stdout.write(`\n${resultTable(results)}\n`);
  const loop = results.find((result) => result.call.title === toolLoopTitle);
  const traceId = loop?.record?.trace_id ?? '';
  const trace = await administration.trace(traceId);
  process.stdout.write(`\nTrace ${traceId}: one agent run\n${traceTable(trace)}\n`);
  process.stdout.write(`\nCost by user\n${costTable(await administration.costsByUser())}\n`);
  return trace.items.length === 2 ? [] : [`the tool loop's trace holds ${trace.items.length} calls instead of 2`];
}

function invitation(origin: string, adminOrigin: string, adminToken: string, key: string): string {
  return `
The gateway stays open until Ctrl-C:
  curl ${origin}/v1/chat/completions -H 'authorization: Bearer ${key}' -H 'content-type: application/json' -d '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'
  curl ${adminOrigin}/api/invocations -H 'authorization: Bearer ${adminToken}'
  Console ${adminOrigin}/
`;
}

/** The port wanted, or a free one when it is taken. */
async function freePort(wanted: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)));
  });
}
