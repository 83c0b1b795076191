/** A rule that cannot be put in force: which one, which of its fields, and why. Meant for the person who wrote it. */
export class InvalidRule extends Error {
  readonly rule: string;
  readonly field: string;
  readonly reason: string;
  /** UTF-16 offset in the field's text, where it is known. */
  readonly position: number | null;

  constructor(rule: string, field: string, reason: string, position: number | null = null) {
    super(`rule ${rule}: ${field}: ${reason}${position === null ? '' : ` (at character ${position})`}`);
    this.name = 'InvalidRule';
    this.rule = rule;
    this.field = field;
    this.reason = reason;
    this.position = position;
  }
}
