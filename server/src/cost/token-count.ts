/** A number of tokens in a provider's report: null when it is not said, `invalid` when it can be none. */
export type TokenCount = number | null | 'invalid';

/** More tokens than any model takes: a report beyond this is a mistake. */
const tokensMax = 1_000_000_000;

export function tokenCount(value: unknown): TokenCount {
  if (value === undefined || value === null) return null;
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= tokensMax
    ? (value as number)
    : 'invalid';
}

export type Report = Readonly<Record<string, unknown>>;

export function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Paths of a report's members that are not `known`, those within `…details` objects included. */
export function unknownMembers(report: Report, known: ReadonlySet<string>): string[] {
  return Object.entries(report).flatMap(([name, value]) => {
    if (/details$/i.test(name) && isReport(value)) {
      return Object.entries(value).flatMap(([inner, amount]) => unlessKnown(`${name}.${inner}`, amount, known));
    }
    return unlessKnown(name, value, known);
  });
}

/** An unknown member that says nothing (null, or zero audio tokens) is no news. */
function unlessKnown(path: string, value: unknown, known: ReadonlySet<string>): string[] {
  return known.has(path) || value === null || value === 0 ? [] : [path];
}
