import type { HitRecord } from '@tollgate/contract';
import { applyGatewayFile } from '../../src/administration/apply/apply-gateway-file.ts';
import { selectInstanceByName } from '../../src/identity/instances.queries.ts';
import { selectUserByEmail } from '../../src/identity/users.queries.ts';
import type { OpenHead } from '../../src/audit/events.ts';
import { companyConfig, companyEnvironment } from '../support/company.ts';
import type { TestDatabase } from '../support/database.ts';
import { recordCall } from './record-call.ts';

/** A company in force (support/company.ts), and calls of Bob's build-bot in its record. */
export interface CompanyRecord {
  readonly version: number;
  readonly bob: { readonly id: string; readonly email: string };
  /** Records a chat with one user message, and what came back where that is given; returns its request id. */
  chat(content: string, open?: Partial<OpenHead>, answer?: RecordedAnswer): Promise<string>;
}

export interface RecordedAnswer {
  readonly body: string;
  readonly hits?: readonly HitRecord[];
}

export async function createCompanyRecord({ pool }: TestDatabase): Promise<CompanyRecord> {
  const { version } = await applyGatewayFile(pool, {
    text: companyConfig({ outside: 'http://127.0.0.1:9/v1' }),
    path: 'gateway.yaml',
    env: companyEnvironment,
    actor: { kind: 'file', path: 'gateway.yaml' },
  });
  const bob = await selectUserByEmail(pool, 'bob@company.test');
  const bot = await selectInstanceByName(pool, 'build-bot');
  if (!bob || !bot) throw new Error('the company has Bob and his bot');
  return {
    version,
    bob,
    chat: (content, open = {}, answer) =>
      recordCall(
        pool,
        { id: bob.id, email: bob.email },
        {
          open: {
            instance: { id: bot.id, name: bot.name },
            requested_model: 'gpt-test',
            selected_model: 'gpt-test',
            final_model: 'gpt-test',
            policy_version: version,
            ...open,
          },
          parts: [
            { payload: 'request_received', encoding: 'identity', bytes: Buffer.from(chatBody(content)) },
            ...(answer
              ? [{ payload: 'response_received', encoding: 'identity', bytes: Buffer.from(answer.body) } as const]
              : []),
          ],
          settle: answer?.hits
            ? { answer_scan: { hits: answer.hits, texts: 1, characters: answer.body.length, beyond: 0 } }
            : {},
        },
      ),
  };
}

export function chatBody(content: string, model = 'gpt-test'): string {
  return JSON.stringify({ model, messages: [{ role: 'user', content }] });
}

/** As the scan would have recorded it: the finding in the one message of `chatBody(content)`. */
export function hitIn(content: string, finding: string, fields: Partial<HitRecord> = {}): HitRecord {
  const start = content.indexOf(finding);
  return {
    rule: 'project_codename',
    display_name: 'Project codename',
    category: 'enterprise',
    severity: 'high',
    action: 'route_secure_model',
    place: 'messages[0].content',
    scope: 'user',
    start,
    end: start + finding.length,
    sample: `${finding.charAt(0)}***`,
    ...fields,
  };
}
