/** One thing that is wrong with what was asked for. `field` is a path such as `prices.input`, or empty for the whole. */
export interface Problem {
  readonly field: string;
  readonly message: string;
  /** UTF-16 offset in the field's text, where it is known. */
  readonly position?: number;
  /** What could be written instead, where that is known; the message says it too. */
  readonly hint?: string;
}

/**
 * `forbidden`: the actor may not. `not_found`: there is no such thing. `invalid`: see `problems`. `conflict`: it
 * contradicts what is there, such as a name already taken. `stale`: somebody else changed it meanwhile.
 * `managed_by_file`: only the configuration file may change it. `unavailable`: it cannot be done now.
 * `upstream`: a provider that was asked did not do its part.
 */
export type RefusalKind =
  | 'forbidden'
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'stale'
  | 'managed_by_file'
  | 'unavailable'
  | 'upstream';

/** A governed change that was not made; nothing was saved. Its texts are for administrators and hold no secret. */
export class AdministrationRefusal extends Error {
  override readonly name = 'AdministrationRefusal';
  readonly kind: RefusalKind;
  readonly problems: readonly Problem[];

  constructor(kind: RefusalKind, message: string, problems: readonly Problem[] = [], options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
    this.problems = problems;
  }
}
