import { createHash } from 'node:crypto';

/**
 * JSON text with the members of every object in the order of their names and undefined ones left out: equal values have
 * equal texts. Array order is kept.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
    const sorted: Record<string, unknown> = {};
    for (const [name, inner] of Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      sorted[name] = inner;
    }
    return sorted;
  });
}

/** SHA-256 of the canonical JSON, lower-case hex. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
