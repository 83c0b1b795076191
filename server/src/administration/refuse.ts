import { AdministrationRefusal, type Problem } from './refusal.ts';

export function notFound(what: string): AdministrationRefusal {
  return new AdministrationRefusal('not_found', `There is no such ${what}.`);
}

export function invalid(field: string, message: string): AdministrationRefusal {
  return new AdministrationRefusal('invalid', 'The input is not valid.', [{ field, message }]);
}

export function conflict(message: string, ...problems: Problem[]): AdministrationRefusal {
  return new AdministrationRefusal('conflict', message, problems);
}

interface Governed {
  readonly managed_by_file: boolean;
  readonly revision: number;
}

/**
 * Whether a thing may be changed by hand, on the ground of the revision that was seen.
 * @throws AdministrationRefusal when there is none, when the configuration file manages it, or when it was changed since
 */
export function assertChangeable<Row extends Governed>(
  row: Row | undefined,
  what: string,
  revision: number | null,
): asserts row is Row {
  if (!row) throw notFound(what);
  if (row.managed_by_file) {
    throw new AdministrationRefusal(
      'managed_by_file',
      `This ${what} is managed by the configuration file. Change it there and apply the file.`,
    );
  }
  if (revision !== null && row.revision !== revision) {
    throw new AdministrationRefusal('stale', `This ${what} was changed by somebody else. Read it again first.`);
  }
}

/** `before` with what `changes` states; a field that is left out, or undefined, stays. */
export function merged<Row extends object>(
  before: Row,
  changes: { readonly [Field in keyof Row]?: Row[Field] | undefined },
): Row {
  const stated = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(stated) };
}
