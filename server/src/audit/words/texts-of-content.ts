import type { PayloadPart } from '../events.ts';

/** A content larger than this is only indexed as far as here. */
const charactersMax = 4 * 1024 * 1024;

/**
 * The texts of a request's own bytes, or of an answer, for searching. Own bytes may begin and end anywhere within JSON,
 * so they are not parsed: escapes are undone wherever they stand, and punctuation parts words anyway. Where an escape
 * may be read in two ways (a path with backslashes, JSON within JSON), both readings are given.
 */
export function textsOfContent(parts: readonly PayloadPart[], side: 'request' | 'response'): string[] {
  return bytesOf(parts, side).flatMap((bytes) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, charactersMax)).toString('utf8');
    if (!text.includes('\\')) return [text];
    const once = unescaped(text, /\\(?:u([0-9a-fA-F]{4})|(.))/gs);
    const deep = unescaped(text, /\\+(?:u([0-9a-fA-F]{4})|(.))/gs);
    return once === deep ? [once] : [once, deep];
  });
}

function bytesOf(parts: readonly PayloadPart[], side: 'request' | 'response'): Uint8Array[] {
  const identity = (payload: PayloadPart['payload']): Uint8Array[] =>
    parts.filter((part) => part.payload === payload && part.encoding === 'identity').map(({ bytes }) => bytes);
  if (side === 'request') return identity('request_received');
  const view = identity('response_view');
  // The bytes of a stream hold its text in pieces; what is searched is the message that it makes.
  return [...(view.length > 0 ? view : identity('response_received')), ...identity('response_sent')];
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ' };

function unescaped(text: string, escape: RegExp): string {
  return text.replace(escape, (_, unit: string | undefined, character: string | undefined) =>
    unit === undefined
      ? (controls[character ?? ''] ?? character ?? '')
      : String.fromCharCode(Number.parseInt(unit, 16)),
  );
}
