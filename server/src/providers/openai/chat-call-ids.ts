/**
 * The ids of a conversation's tool calls. Some servers give none, and the form before tools (`function_call`, role
 * `function`) has none: such a call is given one made of its place, which stays the same in later requests, and results
 * without an id belong to the oldest such call that has none yet.
 */
export class ChatCallIds {
  readonly #open: { readonly id: string; readonly name: string }[] = [];
  readonly #names = new Map<string, string>();

  /** @param given the caller's id; null or blank when it has none */
  ofCall(given: string | null, name: string, place: string): string {
    const id = given || `call_${place.replaceAll(/\W+/g, '_').replace(/_$/, '')}`;
    if (!given) this.#open.push({ id, name });
    this.#names.set(id, name);
    return id;
  }

  /** @returns null when there is no call that it could be the result of */
  ofResult(given: string | null, name: string | null): string | null {
    if (given) return given;
    const at = this.#open.findIndex((call) => name === null || call.name === name);
    return at === -1 ? null : (this.#open.splice(at, 1)[0]?.id ?? null);
  }

  /** The function that was called; null when no call has this id. */
  nameOf(id: string): string | null {
    return this.#names.get(id) ?? null;
  }
}
