import { isObject, type JsonObject, stringOf, type ToolCallReading } from './answer-reading.ts';
import { CallFragments } from './call-fragments.ts';

interface GrowingCall {
  id: string | null;
  name: string;
  readonly pieces: string[];
}

/** Puts the fragments of streamed tool calls together: the first one of a call names it, the others bring arguments. */
export class ToolCallAssembly {
  readonly #calls = new CallFragments<GrowingCall>(() => ({ id: null, name: '', pieces: [] }));
  #isKeeping = true;

  /**
   * Takes one element of `delta.tool_calls`.
   * @returns how many characters of arguments it brought
   */
  take(choiceIndex: number, part: JsonObject): number {
    const id = stringOf(part['id']) || null;
    const called = isObject(part['function']) ? part['function'] : {};
    const call = this.#calls.callFor(choiceIndex, part['index'], id);
    call.id ??= id;
    // Some servers repeat the name in each fragment, none splits it.
    if (call.name === '') call.name = stringOf(called['name']) ?? '';
    return this.appendToLast(stringOf(called['arguments']) ?? '');
  }

  /** @returns how many characters it brought */
  appendToLast(pieceOfArguments: string): number {
    if (this.#isKeeping) this.#calls.last?.pieces.push(pieceOfArguments);
    return pieceOfArguments.length;
  }

  stopKeeping(): void {
    this.#isKeeping = false;
  }

  reading(): ToolCallReading[] {
    return this.#calls.all.map(({ id, name, pieces }) => ({ id, name, arguments: pieces.join('') }));
  }
}
