import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { Transform } from 'node:stream';
import { type BodySink, type UpstreamAnswer, UpstreamFailure } from './path.ts';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/**
 * We ask for `identity`, but some servers compress all the same. Their bodies are decoded as they come, so that what is
 * metered, recorded and passed on are the same readable bytes; `content-encoding` and `content-length` go.
 * @param cancel ends the connection of an answer that cannot be read
 * @throws UpstreamFailure (`broken`) on an encoding that we cannot read
 */
export function decoded(answer: UpstreamAnswer, cancel: () => void): UpstreamAnswer {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase();
  if (encoding === undefined || encoding === '' || encoding === 'identity') return answer;
  const create = decoders[encoding];
  if (create === undefined) {
    cancel();
    throw new UpstreamFailure(
      'broken',
      `the answer is in an encoding that was not asked for: ${encoding.slice(0, 40)}`,
    );
  }
  const headers = { ...answer.headers };
  delete headers['content-encoding'];
  delete headers['content-length'];
  let decoder: Transform | null = null;
  return {
    status: answer.status,
    headers,
    pipe(sink) {
      decoder = decodeInto(sink, create(), answer, cancel);
    },
    pause() {
      if (decoder === null) answer.pause();
      else decoder.pause();
    },
    resume() {
      if (decoder === null) answer.resume();
      else decoder.resume();
    },
  };
}

function decodeInto(sink: BodySink, decoder: Transform, answer: UpstreamAnswer, cancel: () => void): Transform {
  let isOver = false;
  const fail = (failure: UpstreamFailure): void => {
    if (isOver) return;
    isOver = true;
    decoder.destroy();
    sink.error(failure);
  };
  decoder.on('data', (chunk: Buffer) => {
    if (!isOver) sink.data(chunk);
  });
  decoder.on('end', () => {
    if (isOver) return;
    isOver = true;
    sink.end();
  });
  decoder.on('error', (error) => {
    fail(new UpstreamFailure('broken', 'the compressed answer is damaged', { cause: error }));
    cancel();
  });
  decoder.on('drain', () => answer.resume());
  answer.pipe({
    data(chunk) {
      if (!decoder.destroyed && !decoder.write(chunk)) answer.pause();
    },
    end() {
      if (!decoder.destroyed) decoder.end();
    },
    error: fail,
  });
  return decoder;
}
