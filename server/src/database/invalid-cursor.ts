/** A cursor that we did not make. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}
