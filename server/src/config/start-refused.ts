/** A start that cannot go on; the message is for whoever started it. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
