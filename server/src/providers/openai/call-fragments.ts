/** A call that grows; `id` is the provider's, null until it has come. */
interface Identified {
  readonly id: string | null;
}

/**
 * Tells which call a fragment of a streamed tool call belongs to. A few servers leave `index` out: then an id begins a
 * new call, and a fragment without one goes to the call before it.
 */
export class CallFragments<Call extends Identified> {
  readonly #begin: () => Call;
  readonly #all: { readonly key: string; readonly call: Call }[] = [];
  readonly #current = new Map<string, Call>();
  #last: Call | null = null;

  constructor(begin: () => Call) {
    this.#begin = begin;
  }

  /** In the order in which they began. */
  get all(): readonly Call[] {
    return this.#all.map(({ call }) => call);
  }

  /** The call that the fragment before belonged to. */
  get last(): Call | null {
    return this.#last;
  }

  /**
   * @param index what stands in the fragment's `index`
   * @param id the fragment's id; null when it has none
   */
  callFor(choiceIndex: number, index: unknown, id: string | null): Call {
    if (typeof index !== 'number' && id === null && this.#last !== null) return this.#last;
    const key = `${choiceIndex} ${typeof index === 'number' ? index : `id ${id ?? ''}`}`;
    const current = this.#current.get(key);
    // Gemini's compatible endpoint gives several whole calls, all with index 0.
    const isAnother = current !== undefined && id !== null && current.id !== null && id !== current.id;
    const call =
      (isAnother ? this.#all.find((each) => each.key === key && each.call.id === id)?.call : current) ?? this.#new(key);
    this.#current.set(key, call);
    this.#last = call;
    return call;
  }

  #new(key: string): Call {
    const call = this.#begin();
    this.#all.push({ key, call });
    return call;
  }
}
