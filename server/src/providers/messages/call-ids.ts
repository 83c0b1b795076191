import { legalId } from '../interchange/legal-id.ts';

/**
 * The ids of a conversation's calls as Anthropic takes them: of `[a-zA-Z0-9_-]` alone, and no two calls with one id. Some
 * servers begin anew in each answer (`call_0`); the second call of an id is given a number, and stays so in later requests.
 */
export class CallIds {
  readonly #used = new Map<string, number>();
  readonly #open = new Map<string, string[]>();

  ofCall(id: string): string {
    const legal = legalId(id);
    const before = this.#used.get(legal) ?? 0;
    this.#used.set(legal, before + 1);
    const own = before === 0 ? legal : legalId(`${legal}_${before + 1}`);
    this.#open.set(legal, [...(this.#open.get(legal) ?? []), own]);
    return own;
  }

  /** Of two open calls with one id, the first result is the first one's. */
  ofResult(id: string): string {
    const legal = legalId(id);
    return this.#open.get(legal)?.shift() ?? legal;
  }
}
