import type { AnswerContext, AnswerStep } from '../interchange/answer.ts';
import { legalId } from '../interchange/legal-id.ts';
import { argumentsObject } from '../interchange/tool-arguments.ts';
import { messageHead, stopOf, usageOf } from './message-words.ts';
import { unsigned } from '../request/seal.ts';

/** What a block of a growing message is made of. */
type Growing =
  | { readonly kind: 'text' | 'thinking'; text: string; signature: string }
  | { readonly kind: 'sealed'; readonly data: string }
  | { readonly kind: 'call'; readonly index: number; readonly id: string; readonly name: string; text: string };

/** Writes a whole answer as a `Message` (Anthropic API reference, "Create a Message"). */
export function writeMessageBody(steps: readonly AnswerStep[], context: AnswerContext): Buffer {
  const blocks: Growing[] = [];
  let stop: object = { stop_reason: null, stop_sequence: null };
  let reported: unknown = null;
  for (const step of steps) {
    if (step.kind === 'usage') reported = step.usage;
    else if (step.kind !== 'finish') grow(blocks, step);
  }
  const hasCalls = blocks.some(({ kind }) => kind === 'call');
  for (const step of steps) if (step.kind === 'finish') stop = stopOf(step.reason, step.stopSequence, hasCalls);
  const usage = usageOf(reported === null ? null : context.usageOf(reported));
  return Buffer.from(JSON.stringify({ ...messageHead(context), content: blocks.map(blockOf), ...stop, usage }));
}

function grow(blocks: Growing[], step: AnswerStep): void {
  const last = blocks.at(-1);
  switch (step.kind) {
    case 'text':
    case 'thinking':
    case 'refusal': {
      const kind = step.kind === 'thinking' ? 'thinking' : 'text';
      if (last?.kind === kind && (kind === 'text' || last.signature === '')) last.text += step.text;
      else blocks.push({ kind, text: step.text, signature: '' });
      return;
    }
    case 'thinking_signature':
      if (step.by !== 'anthropic') return;
      if (last?.kind === 'thinking') last.signature += step.signature;
      else blocks.push({ kind: 'thinking', text: '', signature: step.signature });
      return;
    case 'sealed_reasoning':
      if (step.by === 'anthropic') blocks.push({ kind: 'sealed', data: step.data });
      return;
    case 'tool_call':
      blocks.push({ kind: 'call', index: step.index, id: legalId(step.id), name: step.name, text: '' });
      return;
    case 'tool_arguments':
      for (const block of blocks) if (block.kind === 'call' && block.index === step.index) block.text += step.text;
      return;
    default:
  }
}

function blockOf(block: Growing): object {
  switch (block.kind) {
    case 'text':
      return { type: 'text', text: block.text };
    case 'thinking':
      return { type: 'thinking', thinking: block.text, signature: block.signature || unsigned };
    case 'sealed':
      return { type: 'redacted_thinking', data: block.data };
    case 'call':
      return { type: 'tool_use', id: block.id, name: block.name, input: argumentsObject(block.text) };
  }
}
