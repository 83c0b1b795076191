/** A way into the file, such as `['models', 0, 'prices', 'input']`. */
export type FilePath = readonly (string | number)[];

/** One thing wrong with a configuration file: where, and what. The message never repeats a value that may be a secret. */
export interface FileProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `models[0].prices.input`; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
}

/** Nothing of the file was applied. The message has a line for each problem. */
export class GatewayFileInvalid extends Error {
  override readonly name = 'GatewayFileInvalid';
  readonly path: string;
  readonly problems: readonly FileProblem[];

  constructor(path: string, problems: readonly FileProblem[]) {
    super(problems.map((problem) => renderProblem(path, problem)).join('\n'));
    this.path = path;
    this.problems = problems;
  }
}

/** `gateway.yaml:12:5 models[0].prices.input: a price is a quoted decimal string` */
export function renderProblem(path: string, { line, column, field, message }: FileProblem): string {
  return `${path}:${line}:${column}${field === '' ? '' : ` ${field}`}: ${message}`;
}

export function fieldOf(path: FilePath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
