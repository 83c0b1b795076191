import { isObject, type JsonObject, stringOf, type ToolCallReading } from './answer-reading.ts';

interface GrowingCall {
  id: string | null;
  name: string;
  readonly pieces: string[];
}

/** Puts the fragments of streamed tool calls together: the first one of a call names it, the others bring arguments. */
export class ToolCallAssembly {
  readonly #calls = new Map<string, GrowingCall>();
  #last: GrowingCall | null = null;
  #isKeeping = true;

  /**
   * Takes one element of `delta.tool_calls`. A few servers leave `index` out: then an id begins a new call, and a
   * fragment without one goes to the call before it.
   * @returns how many characters of arguments it brought
   */
  take(choiceIndex: number, part: JsonObject): number {
    const id = stringOf(part['id']) || null;
    const called = isObject(part['function']) ? part['function'] : {};
    const call = this.#callFor(choiceIndex, part['index'], id);
    call.id ??= id;
    // Some servers repeat the name in each fragment, none splits it.
    if (call.name === '') call.name = stringOf(called['name']) ?? '';
    this.#last = call;
    return this.appendToLast(stringOf(called['arguments']) ?? '');
  }

  /** @returns how many characters it brought */
  appendToLast(pieceOfArguments: string): number {
    if (this.#isKeeping) this.#last?.pieces.push(pieceOfArguments);
    return pieceOfArguments.length;
  }

  stopKeeping(): void {
    this.#isKeeping = false;
  }

  reading(): ToolCallReading[] {
    return [...this.#calls.values()].map(({ id, name, pieces }) => ({ id, name, arguments: pieces.join('') }));
  }

  #callFor(choiceIndex: number, index: unknown, id: string | null): GrowingCall {
    if (typeof index !== 'number' && id === null && this.#last !== null) return this.#last;
    const key = `${choiceIndex} ${typeof index === 'number' ? index : `id ${id ?? ''}`}`;
    let call = this.#calls.get(key);
    // Gemini's compatible endpoint gives several whole calls, all with index 0.
    if (call !== undefined && id !== null && call.id !== null && id !== call.id) {
      return this.#begin(`${key} ${id}`);
    }
    call ??= this.#begin(key);
    return call;
  }

  #begin(key: string): GrowingCall {
    const call = this.#calls.get(key) ?? { id: null, name: '', pieces: [] };
    this.#calls.set(key, call);
    return call;
  }
}
