import { isIPv6 } from 'node:net';
import type { UpstreamTarget } from '../catalog/snapshot.ts';

const address = '[address]';
const key = '[key]';

/** What a provider's own words could tell about where it is and what it is paid with. */
export type Known = Pick<UpstreamTarget, 'baseUrl' | 'credential'>;

/** Takes addresses and keys out of a provider's words: its own, whatever they look like, and what looks like any. */
export function scrub(words: string, { baseUrl, credential }: Known): string {
  const own = credential === null ? words : words.replaceAll(credential, key);
  return own
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, address)
    .replaceAll(new URL(baseUrl).hostname, address)
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, address)
    .replace(/(?<![\w:.])\[?([0-9a-f:]*:[0-9a-f:.]*)\]?(?::\d+)?(?![\w:])/gi, (found, inner: string) =>
      isIPv6(inner) ? address : found,
    )
    .replace(/\b(?:(?:[\w-]+\.)+[\w-]+|localhost):\d{2,5}\b/gi, address)
    .replace(/\b(?:[\w-]+\.)+(?:internal|local|localdomain|lan|intranet|corp|svc)\b/gi, address)
    .replace(/\bbearer\s+\S+/gi, key)
    .replace(/\beyJ[\w-]{5,}(?:\.[\w-]+)*/g, key)
    .replace(/\b(?:sk|pk|key|tg)[-_][\w*.-]{6,}/gi, key);
}
