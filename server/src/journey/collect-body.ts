import { type UpstreamAnswer, UpstreamFailure } from '../providers/upstream/path.ts';
import type { Relaying } from './relaying.ts';

/** A JSON answer larger than this is no chat completion. */
const bytesMax = 64 * 1024 * 1024;

/** The whole body of an answer, kept in the record as it comes; or why it did not come whole. */
export function collectBody(it: Relaying, answer: UpstreamAnswer): Promise<Buffer | UpstreamFailure> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve) => {
    const giveUp = (message: string): void => {
      resolve(new UpstreamFailure('broken', message));
      it.cancel.abort();
    };
    answer.pipe({
      data(chunk) {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > bytesMax) giveUp(`an answer of more than ${bytesMax} bytes`);
        else if (!it.record.capture(chunk)) giveUp('the journal had no room for the answer');
      },
      end: () => resolve(Buffer.concat(chunks, bytes)),
      error: resolve,
    });
  });
}
