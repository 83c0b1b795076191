import { describe, expect, it } from 'vitest';
import { guardPassage } from '../../../src/journey/answers/guarded-passage.ts';
import { guardWhole } from '../../../src/journey/answers/guard-whole.ts';
import { refusalOfStop } from '../../../src/journey/answers/stop.ts';
import type { Call } from '../../../src/journey/call.ts';
import { passThrough } from '../../../src/journey/pass-through.ts';
import { chatTexts } from '../../../src/providers/answer-texts/chat-texts.ts';
import { createFrames, createMeter } from '../../../src/providers/metering.ts';
import { chatSurface } from '../../../src/providers/openai/surface.ts';
import { chatWire } from '../../../src/providers/openai/wire.ts';
import type { AnswerReader } from '../../../src/risk/answer/answer-reader.ts';
import { readerOf, ruleOf } from '../../risk/answer/answers.ts';

const ticket = ruleOf({ id: 'ticket', kind: 'regex', regex: '\\btk-[a-z0-9]{8}\\b' });

/** A reader whose rules cannot be evaluated any more. */
function broken(method: 'push' | 'whole' | 'finish'): AnswerReader {
  const reader = readerOf(ticket);
  reader[method] = () => {
    throw new RangeError('secret words');
  };
  return reader;
}

const call = { surface: chatSurface, draft: { head: { trace_id: 'trc_1' } } } as unknown as Call;
const guardWith = (reader: AnswerReader): Parameters<typeof guardPassage>[1] => ({
  reader,
  texts: chatTexts,
  isStructured: false,
});
const chunk = (content: string): Buffer =>
  Buffer.from(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);

describe('a rule that cannot be evaluated on an answer', () => {
  it('stops a stream: nothing more is given, and the caller learns that it failed, not what was said', () => {
    const passage = guardPassage(
      passThrough(createFrames(chatWire), createMeter(chatWire), false),
      guardWith(broken('push')),
      'chat.completions',
    );
    const [frame] = passage.frames.push(chunk('words'));
    expect(frame && passage.take(frame).bytes).toBeNull();
    expect(passage.stop).toEqual({ kind: 'failed', name: 'RangeError' });
    const refused = passage.stop && refusalOfStop(call, passage.stop);
    expect(refused).toMatchObject({ code: 'rules_unavailable', status: 'failed' });
    expect(JSON.stringify(refused)).not.toContain('secret');
    expect([passage.last(), passage.rest()]).toEqual([null, null]);
  });

  it('stops a stream at its end, when it only records', () => {
    const passage = guardPassage(
      passThrough(createFrames(chatWire), createMeter(chatWire), false),
      guardWith(broken('finish')),
      'chat.completions',
    );
    for (const frame of passage.frames.push(chunk('words'))) passage.take(frame);
    expect(passage.stop).toBeNull();
    expect(passage.conclude()).toBeNull();
    expect(passage.stop).toEqual({ kind: 'failed', name: 'RangeError' });
  });

  it('stops an answer that came whole', () => {
    const body = Buffer.from('{"choices":[{"index":0,"message":{"role":"assistant","content":"words"}}]}');
    const guarded = guardWhole({ guard: guardWith(broken('whole')), call }, body, false);
    expect(guarded?.stop).toEqual({ kind: 'failed', name: 'RangeError' });
  });

  it('stops an answer that is no JSON that can be read', () => {
    const guarded = guardWhole({ guard: guardWith(readerOf(ticket)), call }, Buffer.from('{"choices":['), false);
    expect(guarded?.stop).toMatchObject({ kind: 'failed' });
  });
});
