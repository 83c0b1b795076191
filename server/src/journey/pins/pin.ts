import type { Stickiness } from '@tollgate/contract';

export type PinKind = Exclude<Stickiness, 'none'>;

/** What holds calls on the secure path since a rule sent one there. */
export interface Pin {
  readonly id: string;
  readonly kind: PinKind;
  /** The call that began it. */
  readonly requestId: string;
  readonly rule: string;
  readonly expiresAtMs: number;
}

/** A pin that covers a call, and by what: the run or session it belongs to, its instance, or a text that it carries. */
export interface Pinned {
  readonly pin: Pin;
  readonly by: PinKind | 'text' | 'marks_missing';
}

/** What is known of the pins of a call. */
export interface PinsFound {
  readonly pinned: Pinned | null;
  /** Why it could not be told whether there is one; null when it could. The call then counts as pinned. */
  readonly unknown: string | null;
}

/** Whose pins: they never reach beyond one user and instance. */
export interface PinScope {
  readonly userId: string;
  /** Empty for a key that is bound to no instance. */
  readonly instanceId: string;
}

/** The marks of one text (`marks.ts`). */
export type TextMarks = readonly number[];

/** One call under a pin: its request, or its answer. */
export interface PinEntry {
  readonly pin: Pin;
  readonly requestId: string;
  readonly part: 'request' | 'answer';
  readonly traceId: string;
  readonly sessionId: string;
  /** Null when they did not come, though there are some: nobody can tell what carries them. */
  readonly texts: readonly TextMarks[] | null;
}
