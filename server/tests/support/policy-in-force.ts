import { chat, says } from './chat.ts';
import type { GatewayProcess } from './gateway.ts';
import { until } from './until.ts';

/** Waits until calls are decided by the newest policy: a change reaches the data plane a moment after its answer. */
export async function policyInForce(gateway: GatewayProcess): Promise<void> {
  const { version } = (await (await gateway.api('/policy')).json()) as { version: number };
  await until(
    async () => {
      const { headers } = await chat(gateway.origin, says('Hello'));
      return Number(headers.get('x-tollgate-policy')) >= version || null;
    },
    () => `policy ${version} does not decide calls`,
  );
}
