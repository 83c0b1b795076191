import { StreamGuard } from './stream-guard.ts';
import { createMeter, readingOf } from '../../providers/metering.ts';
import type { AnswerReading } from '../../providers/openai/answer-reading.ts';
import { createSseParser } from '../../providers/openai/sse-parser.ts';
import { wires } from '../../providers/wires.ts';
import type { AnswerFindings } from '../../risk/answer/answer-reader.ts';
import type { Relaying } from '../relaying.ts';
import { guardBody } from './guard-body.ts';
import { failedStop, type Stop } from './stop.ts';

/** An answer that has come whole, once the rules have read it. */
export interface GuardedWhole {
  /** What the caller may get, when nothing stops it. */
  readonly body: Buffer;
  readonly stop: Stop | null;
  conclude(): AnswerFindings | null;
  given(): AnswerReading | null;
}

/** @param body in the caller's protocol, as it is about to be given. @param isEvents it is written as a stream */
export function guardWhole(it: Pick<Relaying, 'guard' | 'call'>, body: Buffer, isEvents: boolean): GuardedWhole | null {
  if (it.guard === null) return null;
  const { reader, texts, isStructured } = it.guard;
  const stopped = (stop: Stop, findings: AnswerFindings | null): GuardedWhole => ({
    body,
    stop,
    conclude: () => findings,
    given: () => null,
  });
  try {
    const guard = isEvents ? new StreamGuard(reader, texts.ofStream(isStructured)) : null;
    const passed = guard
      ? Buffer.concat([guard.take(body), guard.end()])
      : guardBody(body, texts, reader, isStructured);
    const findings = reader.finish();
    if (reader.cut !== null) return stopped({ kind: 'cut', hit: reader.cut }, findings);
    const given = (): AnswerReading | null => (reader.hasChanged ? read(it, passed, isEvents) : null);
    return { body: reader.hasChanged ? passed : body, stop: null, conclude: () => findings, given };
  } catch (error) {
    return stopped(failedStop(error), null);
  }
}

function read({ call }: Pick<Relaying, 'call'>, body: Buffer, isEvents: boolean): AnswerReading | null {
  const own = wires.find(({ name }) => name === call.surface.endpoint);
  if (own === undefined) return null;
  if (!isEvents) return readingOf(own, JSON.parse(body.toString('utf8')));
  const meter = createMeter(own);
  for (const frame of createSseParser().push(body)) meter.take(frame);
  return meter.reading();
}
