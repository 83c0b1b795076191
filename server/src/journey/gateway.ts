import type { PayloadStore } from '../audit/payloads/payload-store.ts';
import type { Journal } from '../audit/journal/journal.ts';
import type { PolicySource } from '../catalog/snapshot.ts';
import type { KeySpendings } from '../cost/key-spending.ts';
import type { Logger } from '../platform/logger.ts';
import type { ThoughtSignatures } from '../providers/google/thought-signatures.ts';
import type { UpstreamPath } from '../providers/upstream/path.ts';
import type { Conversations } from './conversations.ts';
import type { Seals } from './foreign-reasoning.ts';
import type { Limits } from './limits/limits.ts';
import type { Metrics } from './metrics.ts';
import type { Pins } from './pins/pins.ts';
import type { Scanning } from './scanning.ts';
import type { Strangers } from './strangers.ts';
import type { TokenCounting } from './token-counting.ts';

/** The long-lived parts that a call meets on its way. */
export interface Gateway {
  readonly policy: PolicySource;
  readonly journal: Journal;
  readonly payloads: PayloadStore;
  /** Two paths, and no way across. */
  readonly paths: { readonly external: UpstreamPath; readonly secure: UpstreamPath };
  readonly conversations: Conversations;
  readonly signatures: ThoughtSignatures;
  readonly seals: Seals;
  readonly pins: Pins;
  readonly limits: Limits;
  readonly spending: KeySpendings;
  readonly scanning: Scanning;
  readonly tokens: TokenCounting;
  readonly strangers: Strangers;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly bodyBytesMax: number;
  /** Set when the process is about to end: new calls are refused. */
  isDraining: boolean;
}
