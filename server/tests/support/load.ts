import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { keys } from './company.ts';

/** Callers that go on until they are told to stop, whatever the gateway does meanwhile. */
export interface Load {
  /** Marks of the calls whose answer came whole: the JSON body, or a stream up to `[DONE]`. */
  readonly answered: ReadonlySet<string>;
  /** How often each status came. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Lets the running calls end. */
  stop(): Promise<void>;
}

export interface LoadOptions {
  /** Where the gateway is at this moment. */
  readonly origin: () => string;
  readonly callers: number;
  readonly model?: string;
  /** Part of the text of each call. */
  readonly text?: string;
}

/** Each call carries a mark of its own, as `x-request-id` and in its text; every second call is a stream. */
export function startLoad(options: LoadOptions): Load {
  const answered = new Set<string>();
  const statuses = new Map<number, number>();
  let isStopping = false;
  const agent = new Agent({ keepAliveTimeout: 1000, connections: options.callers });

  const call = async (isStream: boolean): Promise<void> => {
    const mark = `mark-${randomUUID()}`;
    const { statusCode, body } = await request(`${options.origin()}/v1/chat/completions`, {
      method: 'POST',
      dispatcher: agent,
      headers: { authorization: `Bearer ${keys.bot}`, 'content-type': 'application/json', 'x-request-id': mark },
      body: JSON.stringify({
        model: options.model ?? 'gpt-test',
        stream: isStream,
        messages: [{ role: 'user', content: `${options.text ?? 'Tell me more.'} ${mark}` }],
      }),
      headersTimeout: 20_000,
      bodyTimeout: 20_000,
    });
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    const text = await body.text();
    const isWhole = isStream ? text.trimEnd().endsWith('data: [DONE]') : JSON.parse(text) !== undefined;
    if (statusCode === 200 && isWhole) answered.add(mark);
    if (statusCode !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const caller = async (number: number): Promise<void> => {
    for (let round = number; !isStopping; round++) {
      // A gateway that was killed refuses connections, and breaks those it had: the caller tries again.
      await call(round % 2 === 0).catch(() => new Promise((resolve) => setTimeout(resolve, 20)));
    }
  };
  const callers = Array.from({ length: options.callers }, (_, number) => caller(number));
  return {
    answered,
    statuses,
    async stop() {
      isStopping = true;
      await Promise.all(callers);
      await agent.destroy();
    },
  };
}
