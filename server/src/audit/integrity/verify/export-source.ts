import { hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { isSigned } from '../checkpoint.ts';
import type { ExportStatement } from '../export/export-statement.ts';
import type { ChainHead } from '../../events.ts';
import { timeOfId } from '../../../platform/ids.ts';
import { Epochs, isErased } from './erased.ts';
import { ExportedCalls } from './exported-calls.ts';
import { digestOfFile, type Line, linesOf, readLines, type Span, UnreadableExport } from './export-file.ts';
import { keyOf, placeOf, requestOf } from './kept-event.ts';
import type { KeptBlock, KeptEvent, RecordSource, SignedText, Verification } from './record-source.ts';

/** An export in a file (`exportLines`), read piece by piece. */
export function exportSource(file: string): RecordSource {
  return new ExportSource(file);
}

class ExportSource implements RecordSource {
  readonly #file: string;
  /** Where the blocks of each journal are, with the lines of their contents behind them. */
  readonly #blocks = new Map<string, Span[]>();
  readonly #checkpoints: Span[] = [];
  readonly #epochs = new Epochs();
  readonly #calls = new ExportedCalls();
  /** Contents of the block that was given last. */
  #contents = new Map<string, Line>();
  #statement: ExportStatement | null = null;
  /** The last line, if its signature is good: it says how far each chain was, as a checkpoint does. */
  #signed: SignedText | null = null;
  #verification: Verification | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  async begin(verification: Verification, publicKey: string | null): Promise<void> {
    this.#verification = verification;
    const end = await this.#index();
    const { body, signature } = end.line;
    if (typeof body !== 'string') throw new UnreadableExport('The last line of the export cannot be read.');
    this.#statement = JSON.parse(body) as ExportStatement;
    const { report } = verification;
    if (this.#statement.sha256 !== (await digestOfFile(this.#file, end.start))) {
      report.found('the export is not the one that its last line was written for');
    }
    const signed = { body, signature: Buffer.from(typeof signature === 'string' ? signature : '', 'base64') };
    if (publicKey === null) return;
    if (isSigned(signed, publicKey)) this.#signed = signed;
    else report.found('the export is not signed by the key it should be signed by');
  }

  async journals(): Promise<string[]> {
    return [...this.#blocks.keys()].toSorted();
  }

  async heads(): Promise<readonly ChainHead[]> {
    return this.#said.chains;
  }

  async *checkpoints(): AsyncIterable<SignedText> {
    if (this.#signed) yield this.#signed;
    const handle = await open(this.#file);
    try {
      for (const span of this.#checkpoints) {
        for (const { body, signature } of await readLines(handle, span)) {
          yield { body: String(body), signature: Buffer.from(String(signature), 'base64') };
        }
      }
    } finally {
      await handle.close();
    }
  }

  async *blocks(journalId: string): AsyncIterable<KeptBlock> {
    const handle = await open(this.#file);
    try {
      for (const span of this.#blocks.get(journalId) ?? []) {
        const [block, ...contents] = await readLines(handle, span);
        if (!block) throw new UnreadableExport('The export was changed while it was read.');
        this.#contents = new Map(
          contents.map((one) => [`${String(one['journal_id'])} ${String(one['sequence'])}`, one]),
        );
        yield toBlock(block);
      }
    } finally {
      await handle.close();
    }
  }

  async compare(events: readonly KeptEvent[]): Promise<void> {
    const verification = this.#begun;
    this.#epochs.take(events);
    for (const event of events) {
      // Whose a call is, is known from its first event to its last.
      if (event.kind === 'open') this.#calls.take(event, verification);
      if (event.content !== null && event.kind !== 'access') {
        const line = this.#contents.get(keyOf(event));
        if (line) this.#compareContent(event, event.content.commitment, line);
        else this.#excuse(event);
      }
      if (event.kind === 'settle') this.#calls.take(event, verification);
    }
  }

  unshown(journalId: string, sequence: bigint): void {
    const { attestations, report } = this.#begun;
    // What retention took but for its hashes is there as a hash in the database already.
    if (!this.#said.whole || sequence <= (attestations.droppedUpto(journalId) ?? 0n)) return;
    report.found('an event is hidden, although the export says that it is whole', { journalId, sequence });
  }

  async leftovers(): Promise<void> {
    await this.#calls.end(this.#begun, () => invocationsOf(this.#file));
  }

  #compareContent(event: KeptEvent, commitment: Uint8Array, { salt, parts, unreadable }: Line): void {
    const { report } = this.#begun;
    const at = { ...placeOf(event), requestId: requestOf(event) };
    if (typeof unreadable === 'string') return report.found(`its content could not be exported: ${unreadable}`, at);
    const bytes = Buffer.concat([Buffer.from(String(salt), 'base64'), Buffer.from(String(parts), 'base64')]);
    if (Buffer.compare(hash('sha256', bytes, 'buffer'), commitment) === 0) report.counts.contents++;
    else report.found('its content was altered', at);
  }

  /** Contents may be missing because the export has none, or because of an erasure or their retention. */
  #excuse(event: KeptEvent): void {
    const { attestations, report } = this.#begun;
    const requestId = requestOf(event);
    const { opened, ...owner } = this.#calls.ownerOf(requestId);
    const epoch = this.#epochs.ofCall(opened);
    const isGone =
      attestations.isDropped('payload_contents', timeOfId(requestId)) ||
      isErased(attestations.tombstones, { requestId, ...owner }, epoch);
    if (isGone) report.counts.gone++;
    else if (!this.#said.contents) report.counts.unopened++;
    else {
      report.found('its content is missing, and neither an erasure nor its retention took it', {
        ...placeOf(event),
        requestId,
      });
    }
  }

  async #index(): Promise<{ readonly line: Line; readonly start: number }> {
    let last: { readonly line: Line; readonly start: number } | null = null;
    let block: Span | null = null;
    for await (const { line, start, end } of linesOf(this.#file)) {
      last = { line, start };
      if (line.type === 'block') {
        block = { start, end };
        const journalId = String(line['journal_id']);
        const spans = this.#blocks.get(journalId) ?? [];
        this.#blocks.set(journalId, spans);
        spans.push(block);
      } else if (line.type === 'content' && block) block.end = end;
      else if (line.type === 'checkpoint') this.#checkpoints.push({ start, end });
      else if (line.type === 'invocation') this.#calls.announce(line, this.#begun.report);
      else if (line.type === 'rejected') {
        this.#calls.reject(`${String(line['journal_id'])} ${String(line['sequence'])}`);
        this.#begun.report.counts.aside++;
      }
    }
    if (last?.line.type !== 'end') {
      throw new UnreadableExport(`${this.#file} is no whole export: it does not end with the line "end".`);
    }
    return last;
  }

  get #begun(): Verification {
    if (!this.#verification) throw new Error('the verification has not begun');
    return this.#verification;
  }

  get #said(): ExportStatement {
    if (!this.#statement) throw new Error('the verification has not begun');
    return this.#statement;
  }
}

async function* invocationsOf(file: string): AsyncGenerator<Line> {
  for await (const { line } of linesOf(file)) if (line.type === 'invocation') yield line;
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
