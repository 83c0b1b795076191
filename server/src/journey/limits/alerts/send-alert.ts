import { createHmac } from 'node:crypto';
import { Agent, type Dispatcher, request } from 'undici';
import { isWebhookHost } from '../../../catalog/budget-problems.ts';
import { externalAllows } from '../../../providers/upstream/address-policy.ts';
import { createConnector } from '../../../providers/upstream/connector.ts';
import type { DueAlert } from './alerts.queries.ts';

const timeoutMs = 5000;

/** Connections to webhooks: the company's own hosts too, never link-local or metadata addresses. */
export function createWebhookAgent(): Dispatcher {
  const connect = createConnector({
    connectTimeoutMs: timeoutMs,
    check: (_host, addresses) =>
      addresses.map((address) => externalAllows(address, true)).find(({ allowed }) => !allowed) ?? { allowed: true },
  });
  return new Agent({ connect, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
}

/**
 * Sends an alert, signed after the Standard Webhooks specification (headers `webhook-id`, `webhook-timestamp`,
 * `webhook-signature`). Redirects are not followed. The id stays the same when it is sent again.
 * @param secretOf follows a credential reference
 * @returns what went wrong, without addresses or secrets; null when it was taken
 */
export async function sendAlert(
  alert: DueAlert,
  options: {
    readonly agent: Dispatcher;
    readonly hosts: readonly string[];
    readonly secretOf: (reference: string) => string | null;
    readonly nowMs: number;
  },
): Promise<string | null> {
  if (!isWebhookHost(alert.webhook, options.hosts)) return 'its host is not among those in TOLLGATE_WEBHOOK_HOSTS';
  const secret = alert.webhook_secret === null ? null : options.secretOf(alert.webhook_secret);
  if (alert.webhook_secret !== null && secret === null) return 'no secret is behind webhook_secret';
  const body = JSON.stringify({ id: alert.id, ...(alert.body as object) });
  const timestamp = String(Math.floor(options.nowMs / 1000));
  const signature = secret === null ? null : signatureOf(secret, `${alert.id}.${timestamp}.${body}`);
  try {
    const answer = await request(alert.webhook, {
      method: 'POST',
      dispatcher: options.agent,
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': alert.id,
        'webhook-timestamp': timestamp,
        ...(signature !== null && { 'webhook-signature': `v1,${signature}` }),
      },
    });
    await answer.body.dump();
    return answer.statusCode >= 200 && answer.statusCode < 300 ? null : `it answered ${answer.statusCode}`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return `it could not be reached (${code})`;
  }
}

/** A secret of the specification's own form (`whsec_` and base64) stands for its bytes. */
function signatureOf(secret: string, text: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret;
  return createHmac('sha256', key).update(text).digest('base64');
}
