import { afterAll } from 'vitest';
import type { Invocation } from '@tollgate/contract';
import { type StandIn, startStandIn } from '../../src/demo/stand-in/start-stand-in.ts';
import { type CompanyOptions, companyConfig, companyEnvironment } from '../support/company.ts';
import { createTestDatabase } from '../support/database.ts';
import { cleanUpGateways, type GatewayProcess, newFolder, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

/** A company whose secure model lives on a server of its own, and an agent's home and workspace. */
export interface AgentFixture {
  readonly gateway: GatewayProcess;
  readonly outside: StandIn;
  readonly inside: StandIn;
  /** Empty, and the agent's alone. */
  readonly home: string;
  readonly workspace: string;
  /** The calls in the record, oldest first; waits until so many are settled. */
  calls(count: number): Promise<Invocation[]>;
  /** From now on: what happened until now no longer counts. */
  forget(): void;
}

export async function startAgentFixture(
  options: Omit<CompanyOptions, 'outside' | 'inside'> = {},
): Promise<AgentFixture> {
  const [outside, inside] = await Promise.all([startStandIn(), startStandIn()]);
  const database = await createTestDatabase();
  afterAll(async () => {
    await cleanUpGateways();
    await Promise.all([outside.close(), inside.close()]);
    await database.drop();
  });
  const gateway = await startGateway({
    databaseUrl: database.url,
    // The regular models are OpenAI's own, the secure one's server is compatible with its chat: rerouting converts the rest.
    config: companyConfig({ ...options, outside: outside.url, inside: inside.url }).replace(
      'name: outside, protocol: openai-compatible',
      'name: outside, protocol: openai',
    ),
    env: companyEnvironment,
  });
  let since = new Date(0);
  return {
    gateway,
    outside,
    inside,
    home: await newFolder(),
    workspace: await newFolder(),
    async calls(count) {
      let found: Invocation[] = [];
      return until(
        async () => {
          const answer = await gateway.api(`/invocations?limit=50&from=${since.toISOString()}`);
          found = ((await answer.json()) as { items: Invocation[] }).items.toReversed();
          return found.length >= count && found.every(({ status }) => status !== 'open') ? found : null;
        },
        () => `${count} calls were to be in the record:\n${JSON.stringify(found, null, 2)}`,
      );
    },
    forget() {
      outside.reset();
      inside.reset();
      since = new Date();
    },
  };
}
