import type { Frame as NamedFrame } from './answer.ts';

/** One event of a stream with exactly the bytes that it took up. */
export interface Frame extends NamedFrame {
  readonly bytes: Buffer;
}

/** Cuts a stream's bytes into frames: those of all frames joined are the stream. */
export interface FrameParser {
  /** @throws when a frame grows beyond the limit */
  push(chunk: Buffer): Frame[];
  /** The stream is over: gives what is left. */
  end(): Frame[];
}
