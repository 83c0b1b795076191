import type { MasterKeys } from '../vault/master-keys.ts';
import type { JournalFolder } from '../journal/orphans.ts';
import type { Damage } from '../journal/reader.ts';

/** What a shipper's thread is started with. */
export interface ShipperData {
  readonly databaseUrl: string;
  /** Opens contents, for what is made of them. */
  readonly masterKeys: MasterKeys;
  /** Shipped one after the other, each to its end. */
  readonly journals: readonly JournalFolder[];
  readonly host: string;
  readonly logLevel: string;
  /** `OpenJournal.follow` of the one journal that is being written; null for those that nobody writes any more. */
  readonly follow: SharedArrayBuffer | null;
  /** See `SharedProgress`. */
  readonly progress: SharedArrayBuffer;
}

/** `finish`: let go of what is held back and end when there is nothing more. `stop`: end now. */
export type ToShipper = 'finish' | 'stop';

/** What it tells on its way: events that were lost or not taken, and a chain that does not go on. */
export type FromShipper =
  | { readonly kind: 'damage'; readonly damage: Damage }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'break'; readonly journalId: string; readonly sequence: bigint };
