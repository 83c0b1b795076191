import type pg from 'pg';
import type { SealedContent } from '../../src/audit/events.ts';
import { ContentEpoch } from '../../src/audit/payloads/content-epoch.ts';
import type { ByteRange } from '../../src/audit/payloads/extents.ts';
import { createPayloadStore, type PayloadStore } from '../../src/audit/payloads/payload-store.ts';
import { type ErasureScope, insertErasure } from '../../src/audit/retention/erasures.queries.ts';
import { referencedContents } from '../../src/audit/retention/referenced-contents.ts';
import { startErasing } from '../../src/audit/retention/start-erasing.ts';
import { closeJournal } from '../../src/audit/shipper/journals.queries.ts';
import { newId } from '../../src/platform/ids.ts';
import { MemoryJournal, openHead, part, requestId, settleHead } from '../audit-shipper/events.ts';
import { createShipper, shipAll, silent } from '../audit-shipper/ship.ts';
import { opener, sealer } from '../support/vault.ts';
import { until } from '../support/until.ts';

export interface Sent {
  readonly id: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly week: number;
  readonly epoch: number;
  readonly journalId: string;
  readonly body: Buffer;
  readonly content: SealedContent;
  state: 'open' | 'settled' | 'interrupted';
}

export interface Erasure {
  readonly id: string;
  readonly scope: ErasureScope;
  readonly epoch: number;
}

interface Life {
  readonly journal: MemoryJournal;
  readonly epoch: ContentEpoch;
  readonly store: PayloadStore;
}

export const answerOf = (id: string): string => `answer to ${id} `.repeat(20);

/** Gateways that follow each other on one database, each killed before the next begins; what they sent and erased. */
export class ManyLives {
  readonly sent: Sent[] = [];
  readonly erasures: Erasure[] = [];
  readonly #pool: pg.Pool;
  readonly #orphans: MemoryJournal[] = [];
  #life: Life;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#life = newLife();
  }

  /** @returns null when the journal did not take it */
  send(call: Pick<Sent, 'userId' | 'sessionId' | 'week'> & { atMs: number; texts: readonly string[]; fails: boolean }) {
    const id = requestId(call.atMs);
    const { body, pieces } = bodyOf(call.texts);
    const prepared = this.#life.store.prepare({
      requestId: id,
      atMs: call.atMs,
      userId: call.userId,
      sessionId: call.sessionId,
      parts: [part('request_received', body)],
      pieces,
      turn: [],
    });
    if (call.fails || prepared.content === null) return;
    const head = openHead(id, {
      user: { id: call.userId, email: `${call.userId}@example.com` },
      session_id: call.sessionId,
    });
    this.#life.journal.append({ kind: 'open', head, content: prepared.content });
    prepared.durable();
    const { content, epoch } = prepared;
    const { userId, sessionId, week } = call;
    const journalId = this.#life.journal.id;
    this.sent.push({ id, userId, sessionId, week, epoch, journalId, body, content, state: 'open' });
  }

  /** The oldest open call of the gateway that lives gets its answer. */
  settle(): void {
    const { journal, store } = this.#life;
    const call = this.sent.find(({ state, journalId }) => state === 'open' && journalId === journal.id);
    if (!call) return;
    const content = store.seal([part('response_received', answerOf(call.id))], call.epoch);
    journal.append({ kind: 'settle', head: settleHead(call.id), content });
    call.state = 'settled';
  }

  /** @param all false: the rows of open calls are held back */
  async ship(all: boolean): Promise<void> {
    const { journal } = this.#life;
    if (all) return shipAll(this.#pool, journal);
    const shipper = createShipper(this.#pool, journal, { holdMs: 1e9 });
    const running = shipper.run();
    await until(async () => (await this.#shipped(journal.id)) === journal.events.length);
    shipper.stop();
    await running;
  }

  async #shipped(journalId: string): Promise<number> {
    const { rows } = await this.#pool.query<{ upto: number }>(
      'select shipped_sequence::int as upto from journals where id = $1',
      [journalId],
    );
    return rows[0]?.upto ?? -1;
  }

  /** @param isGivenUp true: its machine does not come back before its lease has run out for long */
  async kill(isGivenUp: boolean): Promise<void> {
    const { journal } = this.#life;
    this.#orphans.push(journal);
    if (isGivenUp) {
      await this.#pool.query(`update journals set lease_until = now() - interval '1 day' where id = $1`, [journal.id]);
    }
    this.#life = newLife();
  }

  /** What the oldest of the killed left behind is brought home. */
  async adopt(): Promise<void> {
    const orphan = this.#orphans.shift();
    if (!orphan) return;
    await shipAll(this.#pool, orphan);
    for (const call of this.sent) {
      if (call.state !== 'open' || call.journalId !== orphan.id) continue;
      const head = settleHead(call.id, { status: 'interrupted' });
      this.#life.journal.append({ kind: 'settle', head, content: null });
      call.state = 'interrupted';
    }
    await closeJournal(this.#pool, orphan.id);
  }

  async erase(scope: ErasureScope): Promise<void> {
    const id = newId('era');
    const row = await insertErasure(this.#pool, { id, scope, reason: 'asked for', actor: {} });
    this.erasures.push({ id, scope, epoch: Number(row.epoch) });
  }

  /** One look of the gateway that lives at what is to be erased. */
  async erasingRound(): Promise<void> {
    const { journal, epoch } = this.#life;
    const erasing = startErasing({
      pool: this.#pool,
      epochPool: this.#pool,
      journal: { id: journal.id, append: async (events) => journal.append(...events) },
      epoch,
      log: silent,
      deadSeconds: 3600,
      ageSeconds: 0,
      roundMs: 1e6,
    });
    await erasing.tried;
    await erasing.stop();
  }

  /** All that is open gets its end, all that was left behind comes home, all that is to be erased is. */
  async end(): Promise<void> {
    while (this.#orphans.length > 0) await this.adopt();
    while (this.sent.some(({ state }) => state === 'open')) this.settle();
    for (let round = 0; round < 3; round++) {
      await this.ship(true);
      await this.erasingRound();
    }
    await closeJournal(this.#pool, this.#life.journal.id);
  }

  /** The calls whose content the body of this one is made of, itself included. */
  async madeOf(call: Sent): Promise<Sent[]> {
    const ids = await referencedContents([call.id], async (wanted) => {
      const contents = this.sent.filter(({ id }) => wanted.includes(id));
      return new Map(
        await Promise.all(contents.map(async ({ id, content }) => [id, (await opener.open(content)).parts] as const)),
      );
    });
    return this.sent.filter(({ id }) => ids.delete(id)).concat([...ids].map((id) => dangling(id)));
  }

  isErased(call: Sent): boolean {
    return this.erasures.some(({ epoch, scope }) => {
      if (call.epoch >= epoch || scope.userId !== call.userId) return false;
      return scope.kind === 'user' || scope.id === (scope.kind === 'session' ? call.sessionId : call.id);
    });
  }
}

function dangling(id: string): never {
  throw new Error(`${id} was never durable, and is referred to`);
}

function newLife(): Life {
  const journal = new MemoryJournal();
  journal.append({ kind: 'key', head: sealer.head, content: null });
  const epoch = new ContentEpoch();
  return { journal, epoch, store: createPayloadStore(sealer, epoch) };
}

function bodyOf(texts: readonly string[]): { body: Buffer; pieces: ByteRange[] } {
  const pieces: ByteRange[] = [];
  let text = '{"model":"m","messages":[';
  for (const [index, one] of texts.entries()) {
    if (index > 0) text += ',';
    pieces.push([text.length, text.length + one.length]);
    text += one;
  }
  return { body: Buffer.from(`${text}]}${' '.repeat(1100)}`), pieces };
}
