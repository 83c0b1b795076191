import pg from 'pg';

/** The advisory lock that stands for "I use this server". */
const lock = 7_236_001;

/**
 * A process's presence in the embedded server: one connection that holds an advisory lock together with all others. The
 * one that gets the lock alone is the last one there, and whoever tries to enter meanwhile waits, is thrown out when the
 * server stops, and starts it anew.
 *
 * The lock is gone when the server restarts (it does so by itself when one of its backends crashes) or dies; the
 * connection is then made again in the background, and a server that is gone is `revive`d first.
 */
export class Presence {
  readonly #url: string;
  readonly #revive: () => Promise<void>;
  #client: pg.Client | null = null;
  #left = false;

  private constructor(url: string, revive: () => Promise<void>) {
    this.#url = url;
    this.#revive = revive;
  }

  /** @throws when the server does not answer */
  static async enter(url: string, revive: () => Promise<void>): Promise<Presence> {
    const presence = new Presence(url, revive);
    await presence.#connect();
    return presence;
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'tollgate presence',
      connectionTimeoutMillis: 2000,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query('select pg_advisory_lock_shared($1)', [lock]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    client.on('end', () => {
      this.#client = null;
      if (!this.#left) this.#reconnectLater();
    });
  }

  #reconnectLater(): void {
    setTimeout(() => void this.#reconnect(), 1000).unref();
  }

  async #reconnect(): Promise<void> {
    if (this.#left) return;
    try {
      await this.#revive();
      if (!this.#left) await this.#connect();
    } catch {
      this.#reconnectLater();
    }
  }

  /** Whether nobody else is there. The lock is then held alone until `leave`. */
  async isLast(): Promise<boolean> {
    this.#left = true;
    try {
      if (this.#client === null) await this.#connect();
      await this.#client?.query('select pg_advisory_unlock_shared($1)', [lock]);
      const result = await this.#client?.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [lock]);
      return result?.rows[0]?.alone ?? false;
    } catch {
      // It does not answer any more: there is nobody to disturb.
      return true;
    }
  }

  async leave(): Promise<void> {
    this.#left = true;
    await this.#client?.end().catch(() => undefined);
  }
}
