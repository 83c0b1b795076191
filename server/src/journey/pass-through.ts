import type { StreamMeter } from '../providers/metering.ts';
import type { FrameParser } from '../providers/interchange/frames.ts';
import type { Passage, Passed } from './passage.ts';

const leftOut: Passed = { bytes: null, isLast: false };

/**
 * Provider and caller speak the same: each event reaches the caller byte for byte, but for the usage chunk that the
 * caller did not ask for. The provider's errors too: the caller's client knows them.
 */
export function passThrough(frames: FrameParser, meter: StreamMeter, keepsUsage: boolean): Passage {
  return {
    frames,
    take(frame) {
      const note = meter.take(frame);
      if (note.isUsageOnly && !keepsUsage) return leftOut;
      return { bytes: frame.bytes, isLast: note.isDone };
    },
    last: () => null,
    get hasFinished() {
      return meter.hasFinished;
    },
    get hasError() {
      return meter.error !== null;
    },
    passesErrors: true,
    reading: () => meter.reading(),
  };
}
