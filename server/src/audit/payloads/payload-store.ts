import type { PayloadPart, SealedContent } from '../events.ts';
import type { Sealer } from '../vault/vault.ts';
import { composeBody, type ComposedBody } from './compose.ts';
import type { ContentEpoch } from './content-epoch.ts';
import type { ByteRange } from './extents.ts';
import { KnownContent, type Place, weekOf } from './known-content.ts';

/** What of a call goes into the content of its open event. */
export interface RequestContent {
  readonly requestId: string;
  readonly atMs: number;
  /** Null: nothing is shared with other calls. */
  readonly userId: string | null;
  readonly sessionId: string | null;
  /** `request_received` in one `identity` part, and what else belongs to it. */
  readonly parts: readonly PayloadPart[];
  readonly pieces: readonly ByteRange[];
  readonly turn: readonly ByteRange[];
}

export interface PreparedContent {
  readonly content: SealedContent | null;
  /** The erasure epoch that it belongs to, and with it all that the call writes later. */
  readonly epoch: number;
  /** False when an erasure began meanwhile: it has to be prepared again. To be asked in the same turn as the append. */
  isCurrent(): boolean;
  /** To be told when the append has resolved: only then may other contents refer to this one. */
  durable(): void;
}

/** Turns payloads into sealed contents, each written once. */
export interface PayloadStore {
  prepare(request: RequestContent): PreparedContent;
  /** Seals what comes after the request, as it is: one erasure takes all of a call. `epoch`: that of its request. */
  seal(parts: readonly PayloadPart[], epoch: number): SealedContent | null;
}

/** A smaller body is not worth being referred to. */
const bodyBytesMin = 1024;

/** @param mayRefer false while erasures may have been carried out that this process has not heard of */
export function createPayloadStore(
  sealer: Sealer,
  epoch: ContentEpoch,
  mayRefer: () => boolean = () => true,
): PayloadStore {
  const known = new KnownContent();
  return {
    prepare(request) {
      const composedIn = epoch.current;
      const composed = mayRefer() ? compose(known, request, composedIn) : null;
      const parts = composed ? [...composed.parts, ...request.parts.filter((part) => !isBody(part))] : request.parts;
      return {
        content: sealer.seal(parts, composedIn),
        epoch: composedIn,
        isCurrent: () => epoch.current === composedIn,
        durable() {
          if (composed) known.remember(composed.place, composed.sessionId, composed.known, composed.ownPieces);
        },
      };
    },
    seal: (parts, composedIn) => sealer.seal(parts, composedIn),
  };
}

function compose(
  known: KnownContent,
  { requestId, atMs, userId, sessionId, parts, pieces, turn }: RequestContent,
  epoch: number,
): (ComposedBody & { readonly place: Place; readonly sessionId: string }) | null {
  const bytes = parts.find(isBody)?.bytes;
  if (userId === null || sessionId === null || bytes === undefined || bytes.length < bodyBytesMin) return null;
  const place = { userId, week: weekOf(atMs), epoch };
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return { ...composeBody(known, { requestId, body, place, sessionId, pieces, turn }), place, sessionId };
}

function isBody({ payload, encoding }: PayloadPart): boolean {
  return payload === 'request_received' && encoding === 'identity';
}
