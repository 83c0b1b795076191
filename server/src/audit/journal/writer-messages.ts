/** What the writer's thread is started with. */
export interface WriterData {
  readonly directory: string;
  readonly journalId: string;
  readonly segmentBytes: number;
  readonly segmentsMax: number;
  readonly freeBytesWanted: number;
  readonly shared: SharedArrayBuffer;
  /** Tests put a disk that fails here: a module whose `createDisk(data)` returns a `Disk`. */
  readonly disk: { readonly module: string; readonly data: unknown } | null;
}

export type ToWriter =
  /** A row of `u32 body length | u32 free | body`, `bytes` long; comes back with the report. */
  | { readonly type: 'batch'; readonly buffer: ArrayBuffer; readonly bytes: number; readonly freeBytesWanted: number }
  | { readonly type: 'want'; readonly freeBytesWanted: number }
  | { readonly type: 'close' };

export interface WriterReport {
  readonly type: 'report';
  /** The batch that this answers; null when something else changed. */
  readonly batch: { readonly buffer: ArrayBuffer; readonly error: string | null } | null;
  /** Bytes of all batches answered so far, failed ones included: what `freeBytes` already takes into account. */
  readonly answeredBytes: number;
  /** Allocated room for frames. */
  readonly freeBytes: number;
  readonly usedBytes: number;
  /** False while the disk fails: no segment can be opened. */
  readonly canWrite: boolean;
  /** False when the quota is used up. */
  readonly mayAllocate: boolean;
  /** Why no more room can be allocated, or nothing be written. */
  readonly trouble: string | null;
  readonly syncs: number;
  readonly closed: boolean;
}
