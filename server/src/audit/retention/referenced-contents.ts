import { decodeManifest, type Manifest } from '../payloads/manifest.ts';
import type { OpenParts } from '../payloads/rebuild.ts';

/** All requests whose content the bodies of these are made of, themselves included. What is not there is left out. */
export async function referencedContents(requestIds: readonly string[], open: OpenParts): Promise<Set<string>> {
  const found = new Set(requestIds);
  for (let round = [...found]; round.length > 0;) {
    const contents = await open(round);
    const next: string[] = [];
    for (const id of round) {
      const part = contents.get(id)?.find((one) => one.payload === 'request_received' && one.encoding === 'manifest');
      if (!part) continue;
      for (const other of referencesOf(decodeManifest(part.bytes))) {
        if (found.has(other)) continue;
        found.add(other);
        next.push(other);
      }
    }
    round = next;
  }
  return found;
}

function referencesOf({ parent, operations }: Manifest): string[] {
  const ids = operations.flatMap((one) => (typeof one === 'object' && typeof one[0] === 'string' ? [one[0]] : []));
  return parent === null ? ids : [parent, ...ids];
}
