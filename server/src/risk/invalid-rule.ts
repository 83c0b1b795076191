/** A rule that cannot be put in force: which one, which of its fields, and why. Meant for the person who wrote it. */
export class InvalidRule extends Error {
  readonly rule: string;
  readonly field: string;
  readonly reason: string;
  /** UTF-16 offset in the field's text, where it is known. */
  readonly position: number | null;
  /** How it could be written instead, where that is known. */
  readonly hint: string | null;

  constructor(rule: string, field: string, reason: string, position: number | null = null, hint: string | null = null) {
    super(`rule ${rule}: ${field}: ${told(reason, position, hint)}`);
    this.name = 'InvalidRule';
    this.rule = rule;
    this.field = field;
    this.reason = reason;
    this.position = position;
    this.hint = hint;
  }

  /** The reason with the place, from 1, and the hint. */
  get told(): string {
    return told(this.reason, this.position, this.hint);
  }
}

function told(reason: string, position: number | null, hint: string | null): string {
  const place = position === null ? '' : ` (at character ${position + 1})`;
  return `${reason}${place}${hint === null ? '' : `; ${hint}`}`;
}
