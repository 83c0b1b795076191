/**
 * Gathers the conditions of a statement with their parameters. The texts are constants of the program in which `?`
 * stands for the value; values only ever travel as parameters.
 */
export class Conditions {
  readonly values: unknown[];
  readonly #texts: string[] = [];

  /** @param values those of a statement of which these conditions are a further part */
  constructor(values: unknown[] = []) {
    this.values = values;
  }

  add(text: string, ...values: readonly unknown[]): this {
    let index = 0;
    this.#texts.push(text.replace(/\?/g, () => this.value(values[index++])));
    return this;
  }

  /** The placeholder of a further parameter. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** `where …`, or nothing when there is no condition. */
  get where(): string {
    return this.#texts.length === 0 ? '' : `where ${this.#texts.map((text) => `(${text})`).join(' and ')}`;
  }
}
