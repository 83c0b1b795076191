import { isUtf8 } from 'node:buffer';
import { type GovernedRequest, InvalidBody } from '../providers/request/governed-request.ts';
import type { Surface } from '../providers/surface.ts';
import type { Call } from './call.ts';
import { type Refusal, refusal } from './refusal.ts';

/** The whole body, read once. Null when the caller left before it was complete. */
export async function readBody(call: Call, bytesMax: number): Promise<Buffer | Refusal | null> {
  const { request } = call;
  const tooLarge = refusal('request_too_large', {
    message: `The request body is larger than the ${bytesMax} bytes that this gateway takes.`,
  });
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve) => {
    const onData = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        request.off('data', onData).pause();
        chunks.length = 0;
        resolve(tooLarge);
      } else {
        chunks.push(chunk);
      }
    };
    request.on('data', onData);
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
}

/** The request that a body holds, or why it is none. */
export function readRequest(body: Buffer, surface: Surface): GovernedRequest | Refusal {
  if (!isUtf8(body)) return refusal('invalid_request', { message: 'The body is not valid UTF-8.' });
  try {
    return surface.readRequest(body.toString('utf8'));
  } catch (error) {
    if (error instanceof InvalidBody) return refusal('invalid_request', { message: error.message, param: error.param });
    throw error;
  }
}
