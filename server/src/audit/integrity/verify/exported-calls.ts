import { canonicalJson } from '../../../platform/canonical-json.ts';
import { timeOfId } from '../../../platform/ids.ts';
import type { OpenHead, SettleHead } from '../../events.ts';
import type { EventName } from '../export/export.queries.ts';
import { projectInvocation } from '../export/projected-invocation.ts';
import { Digests } from './digests.ts';
import type { Line } from './export-file.ts';
import { headOf, keyOf, placeOf, readable } from './kept-event.ts';
import type { KeptEvent, Verification } from './record-source.ts';
import type { ReportBuilder } from './report.ts';

interface Opened {
  readonly event: KeptEvent;
  readonly head: OpenHead;
}

/**
 * Compares the calls of an export with what its events say. The lines come first and leave a digest each; the events
 * then take the digests away. In memory are the digests, and the calls that have not ended where one is in the chains.
 */
export class ExportedCalls {
  readonly #lines = new Digests();
  readonly #ids = new Digests();
  readonly #opened = new Map<string, Opened>();
  /** Outcomes whose call opened in a chain that is read later. */
  readonly #early = new Map<string, KeptEvent[]>();
  /** Calls with an outcome that is not the one that their line has. */
  readonly #unlike = new Map<string, KeptEvent>();
  /** Events whose rows the tables did not take. */
  readonly #rejected = new Set<string>();

  /** Takes notice of a line. */
  announce(line: Line, report: ReportBuilder): void {
    const requestId = String(line['request_id']);
    if (!this.#lines.add(textOfLine(line))) report.found('a call is there twice', { requestId });
    this.#ids.add(requestId);
  }

  reject(key: string): void {
    this.#rejected.add(key);
  }

  take(event: KeptEvent, { report }: Verification): void {
    if (event.kind === 'open') {
      report.counts.calls++;
      readable(event, report, () => this.#open(event, headOf<OpenHead>(event)));
    } else if (event.kind === 'settle') {
      readable(event, report, () => this.#settle(event, headOf<SettleHead>(event)));
    }
  }

  /** Whose a call is that has not ended yet, and the event that opened it. */
  ownerOf(requestId: string): {
    readonly sessionId: string | null;
    readonly userId: string | null;
    readonly opened: KeptEvent | null;
  } {
    const { head, event } = this.#opened.get(requestId) ?? {};
    return { sessionId: head?.session_id ?? null, userId: head?.user?.id ?? null, opened: event ?? null };
  }

  /** Reports what the lines and the events do not have in common. `lines` gives the lines again. */
  async end(verification: Verification, lines: () => AsyncIterable<Line>): Promise<void> {
    const { report, attestations } = verification;
    const reported = new Set<string>();
    for (const [requestId, opened] of this.#opened) {
      const outcome = this.#unlike.get(requestId);
      if (!outcome && this.#lines.delete(textOf(opened, null))) continue;
      const hasLine = this.#ids.has(requestId);
      // A call that has just begun has no row yet.
      const mayBeMissing =
        !outcome ||
        this.#rejected.has(keyOf(opened.event)) ||
        this.#rejected.has(keyOf(outcome)) ||
        attestations.isDropped('invocations', timeOfId(requestId));
      if (!hasLine && mayBeMissing) continue;
      reported.add(requestId);
      const message = hasLine ? 'the call was altered' : 'the call is missing';
      report.found(message, { ...placeOf(outcome ?? opened.event), requestId });
    }
    if (this.#lines.size === 0) return;
    for await (const line of lines()) {
      const requestId = String(line['request_id']);
      if (reported.has(requestId) || !this.#lines.has(textOfLine(line))) continue;
      if (isBeyond(line, verification)) report.counts.beyond++;
      else report.found('a call is there without its events', { requestId });
    }
  }

  #open(event: KeptEvent, head: OpenHead): void {
    const opened = { event, head };
    textOf(opened, null);
    this.#opened.set(head.request_id, opened);
    for (const settle of this.#early.get(head.request_id) ?? []) this.#settle(settle, headOf<SettleHead>(settle));
    this.#early.delete(head.request_id);
  }

  #settle(event: KeptEvent, head: SettleHead): void {
    const requestId = head.request_id;
    const opened = this.#opened.get(requestId);
    if (!opened) {
      this.#early.set(requestId, [...(this.#early.get(requestId) ?? []), event]);
    } else if (this.#lines.delete(textOf(opened, { event, head }))) {
      this.#opened.delete(requestId);
      this.#unlike.delete(requestId);
    } else this.#unlike.set(requestId, event);
  }
}

/** A call as a line has it when it is made of these events. */
function textOf({ event, head }: Opened, settle: { event: KeptEvent; head: SettleHead } | null): string {
  const open = { ...placeOf(event), head, hasContent: event.content !== null };
  const call = projectInvocation(open, settle && { ...placeOf(settle.event), head: settle.head });
  return canonicalJson({ ...call, opened_by: nameOf(event), settled_by: settle && nameOf(settle.event) });
}

function textOfLine({ type: _type, ...call }: Line): string {
  return canonicalJson(call);
}

function nameOf({ journalId, sequence }: KeptEvent): EventName {
  return { journal_id: journalId, sequence: String(sequence) };
}

/** Whether a line names an event that retention took. */
function isBeyond(line: Line, { attestations }: Verification): boolean {
  return [line['opened_by'], line['settled_by']].some((name) => {
    const { journal_id, sequence } = (name ?? {}) as Partial<EventName>;
    if (journal_id === undefined || sequence === undefined || !/^\d{1,19}$/.test(sequence)) return false;
    return BigInt(sequence) <= (attestations.droppedUpto(journal_id) ?? 0n);
  });
}
