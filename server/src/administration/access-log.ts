import type { EventDraft } from '../audit/events.ts';
import { type Journal, JournalUnavailable } from '../audit/journal/journal.ts';
import type { Sealer } from '../audit/vault/vault.ts';
import { newId } from '../platform/ids.ts';
import type { Actor } from './actor.ts';
import { AdministrationRefusal } from './refusal.ts';

export interface Access {
  readonly actor: Actor;
  readonly action:
    | 'payload.open'
    | 'turn.open'
    | 'conversation.open'
    | 'finding.reveal'
    | 'trace.open'
    | 'session.open'
    | 'record.search'
    | 'record.export'
    | 'record.verify'
    | 'backtest.run';
  readonly target?: { readonly kind: string; readonly id: string };
  /** What it was asked for: never the text that was searched for. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** The text that was searched for; it is sealed. */
  readonly query?: string | undefined;
}

/** Who opened, searched or exported what: durable in the chain before anything is handed out. */
export interface AccessLog {
  /** @throws AdministrationRefusal (`unavailable`) when it cannot be recorded: then nothing may be handed out */
  record(access: Access): Promise<void>;
}

export function createAccessLog(journal: Pick<Journal, 'append'>, sealer: Sealer, epoch: () => number): AccessLog {
  return {
    async record({ actor, action, target, detail, query }) {
      const parts =
        query === undefined ? [] : [{ payload: 'query', encoding: 'identity', bytes: Buffer.from(query) } as const];
      const atMs = Date.now();
      const event: EventDraft = {
        kind: 'access',
        head: {
          access_id: newId('acc', atMs),
          at: new Date(atMs).toISOString(),
          actor: { ...actor },
          action,
          target: target ?? null,
          detail: detail ?? null,
        },
        content: sealer.seal(parts, epoch()),
      };
      try {
        await journal.append([event]);
      } catch (error) {
        if (!(error instanceof JournalUnavailable)) throw error;
        throw new AdministrationRefusal(
          'unavailable',
          'Who reads the record is recorded, and that is not possible now.',
        );
      }
    },
  };
}
