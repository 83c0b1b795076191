import { rangeNames } from './range.ts';
import type { Search } from './search-params.ts';

/** Reads one key of an address. What is not understood is left out: an address typed by hand breaks no page. */
export type Reader<Value> = (value: Search[string] | undefined) => Value | undefined;

/** One value; of several the last. */
export const one: Reader<string> = (value) => {
  const last = Array.isArray(value) ? (value as readonly string[]).at(-1) : value;
  return typeof last === 'string' && last !== '' ? last : undefined;
};

/** Any number of values, as the API repeats a key. */
export const many: Reader<readonly string[]> = (value) => {
  const all = (Array.isArray(value) ? (value as readonly string[]) : [value]).filter(
    (each) => typeof each === 'string' && each !== '',
  );
  return all.length > 0 ? (all as string[]) : undefined;
};

export const oneOf =
  <const Name extends string>(names: readonly Name[]): Reader<Name> =>
  (value) =>
    names.find((name) => name === one(value));

/** Any number of these words; others are left out. */
export const manyOf =
  <const Name extends string>(names: readonly Name[]): Reader<readonly Name[]> =>
  (value) => {
    const known = names.filter((name) => many(value)?.includes(name));
    return known.length > 0 ? known : undefined;
  };

/** A decimal number that is not negative, as the text that it is. */
export const decimal: Reader<string> = (value) => {
  const text = one(value);
  return text !== undefined && /^\d{1,12}(?:\.\d{1,12})?$/.test(text) ? text : undefined;
};

/** RFC 3339, as UTC. */
const instant: Reader<string> = (value) => {
  const at = Date.parse(one(value) ?? '');
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

/** The keys of a view of a span of time. */
export const rangeSearch = { range: oneOf(rangeNames), from: instant, to: instant };

/** `validateSearch` of a route, from a reader for each key. Keys that it does not know are left out. */
export function searchOf<const Readers extends Readonly<Record<string, Reader<unknown>>>>(
  readers: Readers,
): (search: Record<string, unknown>) => { [Key in keyof Readers]?: ReturnType<Readers[Key]> } {
  return (search) =>
    // The router lays this over what stands in the address: only a key that is there, undefined, hides what is not understood.
    Object.fromEntries(
      Object.entries(readers).map(([key, read]) => [key, read(search[key] as Search[string] | undefined)]),
    ) as { [Key in keyof Readers]?: ReturnType<Readers[Key]> };
}
