import { createHash, sign, type KeyObject } from 'node:crypto';
import type { ChainHead } from '../../events.ts';

/** What an export says of itself in its last line; signed as it stands, as a checkpoint is. */
export interface ExportStatement {
  /** The export's id. */
  readonly export: string;
  /** RFC 3339, UTC: when it was begun. */
  readonly at: string;
  /** SHA-256 of all bytes of the file before its last line, hexadecimal. */
  readonly sha256: string;
  /** Whether nothing was left out … */
  readonly whole: boolean;
  /** … and by what, if something was: parameters of the search. */
  readonly filter: unknown;
  /** Whether contents are in it. */
  readonly contents: boolean;
  /** How far each chain was. */
  readonly chains: readonly ChainHead[];
}

/** Gathers what the statement says of the file. */
export class StatementBuilder {
  readonly #hash = createHash('sha256');

  add(text: string): string {
    this.#hash.update(text);
    return text;
  }

  /** The last line of the file. @param privateKey null: it is not signed */
  end(statement: Omit<ExportStatement, 'sha256'>, privateKey: KeyObject | null): string {
    const body = JSON.stringify({ ...statement, sha256: this.#hash.digest('hex') } satisfies ExportStatement);
    const signature = privateKey && sign(null, Buffer.from(body), privateKey).toString('base64');
    return `${JSON.stringify({ type: 'end', body, signature })}\n`;
  }
}
