import { legalId } from '../interchange/legal-id.ts';

/**
 * The ids of a conversation's calls as Anthropic takes them: of `[a-zA-Z0-9_-]` alone, and no two calls with one id. Some
 * servers begin anew in each answer (`call_0`); the second call of an id is given a number, and stays so in later requests.
 */
export class CallIds {
  readonly #used = new Set<string>();
  readonly #open = new Map<string, string[]>();

  ofCall(id: string): string {
    const legal = legalId(id);
    let own = legal;
    for (let number = 2; this.#used.has(own); number++) own = legalId(`${legal}_${number}`);
    this.#used.add(own);
    this.#open.set(legal, [...(this.#open.get(legal) ?? []), own]);
    return own;
  }

  /** Of two open calls with one id, the first result is the first one's. */
  ofResult(id: string): string {
    const legal = legalId(id);
    return this.#open.get(legal)?.shift() ?? legal;
  }
}
