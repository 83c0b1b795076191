import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { hash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import { timeOfId } from '../../../platform/ids.ts';
import type { ChainHead, OpenHead, SettleHead } from '../../events.ts';
import { projectInvocation } from '../export/projected-invocation.ts';
import type { Attestations } from './attestations.ts';
import { headOf, keyOf, placeOf, requestOf } from './kept-event.ts';
import type { KeptBlock, KeptEvent, RecordSource } from './record-source.ts';
import type { ReportBuilder } from './report.ts';

/** An export in a file (`exportLines`), read line by line. */
export function exportSource(file: string): RecordSource {
  return new ExportSource(file);
}

export class UnreadableExport extends Error {
  override readonly name = 'UnreadableExport';
}

type Line = Readonly<Record<string, unknown>> & { readonly type: string };

/** Where a block is in the file, with the lines of its contents behind it. */
interface Place {
  readonly start: number;
  end: number;
}

class ExportSource implements RecordSource {
  readonly #file: string;
  readonly #places = new Map<string, Place[]>();
  readonly #checkpoints: { body: string; signature: Buffer }[] = [];
  /** Contents of the block that was given last. */
  #contents = new Map<string, Line>();
  #opens = new Map<string, { event: KeptEvent; head: OpenHead }>();
  /** By call and the event that settled it: a digest of the call as its events have it. */
  readonly #projected = new Map<string, string>();
  #isIndexed = false;

  constructor(file: string) {
    this.#file = file;
  }

  async journals(): Promise<string[]> {
    await this.#index();
    return [...this.#places.keys()].toSorted();
  }

  async heads(): Promise<ChainHead[]> {
    return [];
  }

  async checkpoints() {
    await this.#index();
    return this.#checkpoints;
  }

  async *blocks(journalId: string): AsyncIterable<KeptBlock> {
    const handle = await open(this.#file);
    try {
      for (const { start, end } of this.#places.get(journalId) ?? []) {
        const bytes = Buffer.alloc(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        const [block, ...contents] = bytes.toString('utf8').trimEnd().split('\n').map(parseLine);
        if (!block) throw new UnreadableExport('a block is gone while it was read');
        this.#contents = new Map(
          contents.map((one) => [`${String(one['journal_id'])} ${String(one['sequence'])}`, one]),
        );
        yield toBlock(block);
      }
    } finally {
      await handle.close();
    }
  }

  async compare(events: readonly KeptEvent[], attestations: Attestations, report: ReportBuilder): Promise<void> {
    for (const event of events) {
      if (event.kind === 'open') this.#takeOpen(event, attestations, report);
      if (event.kind === 'settle') this.#takeSettle(event);
      if (event.content === null || event.kind === 'access') continue;
      const found = (message: string): void =>
        report.found(message, { ...placeOf(event), requestId: requestOf(event) });
      const line = this.#contents.get(keyOf(event));
      if (line) verifyContent(line, event.content.commitment, found, report);
      else if (this.#mayBeGone(event, attestations)) report.counts.gone++;
      else found('its content is missing, and neither an erasure nor its retention took it');
    }
  }

  async leftovers(_has: unknown, report: ReportBuilder): Promise<void> {
    for await (const { line } of this.#lines()) {
      if (line.type !== 'invocation') continue;
      const { type: _type, opened_by, settled_by, ...invocation } = line;
      const requestId = String(invocation['request_id']);
      const key = `${requestId} ${placeName(opened_by)} ${placeName(settled_by)}`;
      const expected = this.#projected.get(key) ?? this.#openOnly(key);
      if (expected === undefined) report.found('a call is there without its events', { requestId });
      else if (expected !== digestOf(invocation)) report.found('the call was altered', { requestId });
      else this.#projected.set(key, '');
      this.#seen.add(requestId);
    }
    for (const requestId of this.#expected) {
      // A call that has just begun has no row yet.
      const hasEnded = this.#ended.has(requestId);
      if (!this.#seen.has(requestId) && hasEnded) report.found('the call is missing', { requestId });
    }
  }

  readonly #expected = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #ended = new Set<string>();

  #takeOpen(event: KeptEvent, attestations: Attestations, report: ReportBuilder): void {
    const head = headOf<OpenHead>(event);
    report.counts.calls++;
    if (!attestations.isDropped('invocations', timeOfId(head.request_id))) this.#expected.add(head.request_id);
    this.#opens.set(head.request_id, { event, head });
  }

  #takeSettle(event: KeptEvent): void {
    const head = headOf<SettleHead>(event);
    const open = this.#opens.get(head.request_id);
    if (!open) return;
    this.#ended.add(head.request_id);
    const settle = { ...placeOf(event), head };
    const key = `${head.request_id} ${keyOf(open.event)} ${keyOf(event)}`;
    this.#projected.set(key, digestOf(projectInvocation(opening(open), settle)));
  }

  /** A call without a settle, as its open has it. */
  #openOnly(key: string): string | undefined {
    const open = this.#opens.get(key.slice(0, key.indexOf(' ')));
    if (!open || key !== `${open.head.request_id} ${keyOf(open.event)} -`) return undefined;
    return digestOf(projectInvocation(opening(open), null));
  }

  #mayBeGone(event: KeptEvent, attestations: Attestations): boolean {
    const requestId = requestOf(event);
    if (attestations.isDropped('payload_contents', timeOfId(requestId))) return true;
    const head = this.#opens.get(requestId)?.head;
    return attestations.tombstones.some(
      ({ scope: { kind, id } }) =>
        (kind === 'invocation' && id === requestId) ||
        (kind === 'session' && id === head?.session_id) ||
        (kind === 'user' && id === head?.user?.id),
    );
  }

  async #index(): Promise<void> {
    if (this.#isIndexed) return;
    this.#isIndexed = true;
    let last: Place | null = null;
    let isWhole = false;
    for await (const { line, start, end } of this.#lines()) {
      if (line.type === 'block') {
        last = { start, end };
        const journalId = String(line['journal_id']);
        this.#places.set(journalId, [...(this.#places.get(journalId) ?? []), last]);
      } else if (line.type === 'content' && last) {
        last.end = end;
      } else if (line.type === 'checkpoint') {
        const signature = Buffer.from(String(line['signature']), 'base64');
        this.#checkpoints.push({ body: String(line['body']), signature });
      }
      isWhole = line.type === 'end';
    }
    if (!isWhole) throw new UnreadableExport(`${this.#file} is no whole export: it does not end with the line "end"`);
  }

  async *#lines(): AsyncGenerator<{ line: Line; start: number; end: number }> {
    let start = 0;
    const stream = createReadStream(this.#file);
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      const end = start + Buffer.byteLength(text) + 1;
      if (text !== '') yield { line: parseLine(text), start, end };
      start = end;
    }
  }
}

function opening({ event, head }: { event: KeptEvent; head: OpenHead }) {
  return { ...placeOf(event), head, hasContent: event.content !== null };
}

function verifyContent(
  line: Line,
  commitment: Uint8Array,
  found: (message: string) => void,
  report: ReportBuilder,
): void {
  const { salt, parts, unreadable } = line;
  if (typeof unreadable === 'string') return found(`its content could not be exported: ${unreadable}`);
  const bytes = Buffer.concat([Buffer.from(String(salt), 'base64'), Buffer.from(String(parts), 'base64')]);
  if (Buffer.compare(hash('sha256', bytes, 'buffer'), commitment) === 0) report.counts.contents++;
  else found('its content was altered');
}

function toBlock(line: Line): KeptBlock {
  const entries = line['entries'] as readonly { readonly event?: string; readonly leaf?: string }[];
  return {
    firstSequence: BigInt(String(line['first'])),
    lastSequence: BigInt(String(line['last'])),
    previousHash: Buffer.from(String(line['previous_hash']), 'hex'),
    lastHash: Buffer.from(String(line['last_hash']), 'hex'),
    entries: entries.map(({ event, leaf }) => ({
      sort: event === undefined ? 'leaf' : 'canonical',
      bytes: Buffer.from(event ?? leaf ?? '', 'base64'),
    })),
  };
}

function parseLine(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch (cause) {
    throw new UnreadableExport('the export has a line that is not JSON', { cause });
  }
}

function placeName(place: unknown): string {
  if (place === null || typeof place !== 'object') return '-';
  const { journal_id, sequence } = place as Record<string, unknown>;
  return `${String(journal_id)} ${String(sequence)}`;
}

function digestOf(invocation: object): string {
  return hash('sha256', canonicalJson(invocation), 'base64');
}
