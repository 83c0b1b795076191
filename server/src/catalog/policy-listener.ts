import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { policyChannel } from './policy-versions.queries.ts';

export interface PolicyListener {
  stop(): Promise<void>;
}

const againAfterMs = 1000;

/**
 * Calls `heard` whenever a policy version is announced, on a connection of its own that it makes again when it breaks.
 * A missed announcement does no harm: whoever listens also polls.
 */
export function policyListener(url: string, heard: () => void): PolicyListener {
  const stopped = new AbortController();
  const ended = follow(url, heard, stopped.signal);
  return {
    stop: async () => {
      stopped.abort();
      await ended;
    },
  };
}

async function follow(url: string, heard: () => void, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    await listen(url, heard, stopped).catch(() => undefined);
    await wait(againAfterMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}

/** Resolves when the connection is over. */
async function listen(url: string, heard: () => void, stopped: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tollgate policy listener',
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  const over = new Promise<void>((resolve) => {
    client.once('error', () => resolve());
    client.once('end', () => resolve());
    stopped.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('error', () => undefined);
  client.on('notification', heard);
  try {
    await client.connect();
    await client.query(`LISTEN ${policyChannel}`);
    heard();
    await over;
  } finally {
    await client.end().catch(() => undefined);
  }
}
