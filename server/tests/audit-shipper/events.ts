import type { Cost, Usage } from '@tollgate/contract';
import type {
  CapturedHead,
  EventDraft,
  JournalEvent,
  OpenHead,
  PartPayload,
  PayloadPart,
  SettleHead,
} from '../../src/audit/events.ts';
import type { EventSource } from '../../src/audit/shipper/event-source.ts';
import { canonicalBytes, genesis, leafOf, link } from '../../src/audit/integrity/chain.ts';
import { decodeEvent, encodeEvent } from '../../src/audit/journal/event-codec.ts';
import { sealer } from '../support/vault.ts';
import { newId, timeOfId } from '../../src/platform/ids.ts';

export function requestId(at: string | number = Date.now()): string {
  return newId('req', new Date(at).getTime());
}

export function openHead(request_id: string, changes: Partial<OpenHead> = {}): OpenHead {
  return {
    request_id,
    at: new Date(timeOfId(request_id)).toISOString(),
    trace_id: 'trc_1',
    session_id: 'ses_1',
    client_request_id: null,
    parent: null,
    new_from: null,
    user: { id: 'usr_ada', email: 'ada@example.com' },
    instance: { id: 'ins_1', name: 'claw-1' },
    key: { id: 'key_1', prefix: 'tg_ab12' },
    client_address: '127.0.0.1',
    user_agent: 'test',
    protocol: 'openai',
    endpoint: 'chat.completions',
    stream: false,
    requested_model: 'auto',
    selected_model: 'gpt-5',
    final_model: 'gpt-5',
    provider: { id: 'prv_1', name: 'openai' },
    provider_model: 'gpt-5-2025',
    route: 'external',
    decision: 'passed',
    policy_version: 3,
    explanation: ['the first regular model'],
    hits: [],
    scanned: { texts: 1, characters: 5, rules: 'abc', scopes: { user: 1 } },
    timings_ms: { queue: 0.1, scan: 0.2 },
    ...changes,
  };
}

export const usage: Usage = {
  input: 900,
  cached_input: 100,
  cache_write: 0,
  output: 50,
  reasoning: 20,
  prompt: 1000,
  completion: 70,
  total: 1070,
  estimated: false,
};

export function cost(input: string, currency = 'USD', kind: Cost['kind'] = 'estimated_cost'): Cost {
  const classes = {
    input,
    cached_input: '0.000000000',
    cache_write: '0.000000000',
    output: '0.000000000',
    reasoning: '0.000000000',
  };
  return { kind, currency, amount: input, classes, price_version: 1 };
}

export function settleHead(request_id: string, changes: Partial<SettleHead> = {}): SettleHead {
  return {
    request_id,
    settled_at: new Date(timeOfId(request_id) + 900).toISOString(),
    status: 'completed',
    http_status: 200,
    error_code: null,
    error_detail: null,
    provider_request_id: 'upstream-1',
    attempts: [{ number: 1, at: new Date(timeOfId(request_id)).toISOString(), http_status: 200, error: null }],
    usage,
    usage_reported: { prompt_tokens: 1000 },
    cost: cost('0.001125000'),
    tool_calls: [],
    answer: null,
    timings_ms: { record: 0.6, first_token: 210.5, total: 900.2 },
    ...changes,
  };
}

export function part(payload: PartPayload, text: string | Uint8Array): PayloadPart {
  return { payload, encoding: 'identity', bytes: typeof text === 'string' ? Buffer.from(text) : text };
}

export const open = (head: OpenHead, ...parts: PayloadPart[]): EventDraft => ({
  kind: 'open',
  head,
  content: sealer.seal(parts, 0),
});
export const captured = (head: CapturedHead, ...parts: PayloadPart[]): EventDraft => ({
  kind: 'captured',
  head,
  content: sealer.seal(parts, 0),
});
export const settle = (head: SettleHead, ...parts: PayloadPart[]): EventDraft => ({
  kind: 'settle',
  head,
  content: sealer.seal(parts, 0),
});

/** The event in its place behind `before`. */
export function placed(draft: EventDraft, journalId: string, before?: JournalEvent): JournalEvent {
  const previous = before ? link(before.previous, leafOf(canonicalBytes(before))) : genesis(journalId);
  return decodeEvent(encodeEvent(draft, (before?.sequence ?? 0n) + 1n, previous), journalId);
}

/** A journal in memory: what is appended is durable, and stays until it is released. */
export class MemoryJournal {
  readonly id: string;
  readonly events: JournalEvent[] = [];
  released = 0n;
  ended = false;

  constructor(id: string = newId('jrn')) {
    this.id = id;
  }

  append(...drafts: EventDraft[]): void {
    for (const draft of drafts) {
      this.events.push(placed(draft, this.id, this.events.at(-1)));
    }
  }

  /** Reads from the first event that was not released, as a reader does that knows no better. */
  source(): EventSource {
    return new MemorySource(this);
  }
}

class MemorySource implements EventSource {
  readonly journalId: string;
  readonly #journal: MemoryJournal;
  #next: number;

  constructor(journal: MemoryJournal) {
    this.journalId = journal.id;
    this.#journal = journal;
    this.#next = Number(journal.released);
  }

  get ended(): boolean {
    return this.#journal.ended && this.#next >= this.#journal.events.length;
  }

  async next(eventsMax: number, _bytesMax: number, waitMs: number): Promise<JournalEvent[]> {
    const { events } = this.#journal;
    for (const deadline = performance.now() + waitMs; this.#next >= events.length && !this.#journal.ended;) {
      if (performance.now() > deadline) return [];
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const found = events.slice(this.#next, this.#next + eventsMax);
    this.#next += found.length;
    return found;
  }

  release(upto: bigint): void {
    if (upto > this.#journal.released) this.#journal.released = upto;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
