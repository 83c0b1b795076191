import { argumentsObject } from '../interchange/tool-arguments.ts';
import type { Losses } from '../interchange/losses.ts';
import type { Part, ThinkingPart, ToolCallPart, ToolResultPart, Turn } from '../interchange/prompt.ts';
import type { RequestContext } from '../wire.ts';
import type { GoogleContent, GooglePart } from './content.ts';
import { audioPart, filePart, imagePart } from './media-part.ts';
import { needsSignatures } from './model-generation.ts';
import { ToolStep } from './tool-step.ts';

/** Google's own word for "this call was made by another model" (ai.google.dev/gemini-api/docs/thought-signatures). */
const madeElsewhere = 'skip_thought_signature_validator';

export interface Contents {
  readonly contents: readonly GoogleContent[];
  /** A call went without its signature to a model that asks for one. */
  readonly hasUnsignedCall: boolean;
}

/** The turns of a conversation, but for the system's. @throws CannotCarry */
export function contentsFromTurns(turns: readonly Turn[], context: RequestContext, losses: Losses): Contents {
  const writer = new ContentsWriter(context, losses);
  const asked = turns.findLastIndex(
    ({ role, parts }) => role === 'user' && parts.some(({ kind }) => kind !== 'tool_result'),
  );
  for (const [index, turn] of turns.entries()) writer.add(turn, index > asked);
  writer.endStep(true);
  const contents = writer.contents.filter(({ parts }) => parts.length > 0);
  return { contents, hasUnsignedCall: writer.hasUnsignedCall };
}

/** The model's content that is being written. */
interface Answer {
  readonly content: GoogleContent;
  readonly calls: ToolCallPart[];
}

/**
 * Gemini wants one content for each side's turn: neighbouring turns of the assistant become one, so that parallel calls
 * stand together, and their results become one content directly after it, as many and in the order of the calls.
 */
class ContentsWriter {
  readonly contents: GoogleContent[] = [];
  hasUnsignedCall = false;
  private readonly context: RequestContext;
  private readonly losses: Losses;
  private answer: Answer | null = null;
  private step: ToolStep | null = null;
  /** A signature that waits for the part that it came with. */
  private signature: string | null = null;

  constructor(context: RequestContext, losses: Losses) {
    this.context = context;
    this.losses = losses;
  }

  /** @param isChecked it stands after the user's last words, where Google looks at the signatures of calls */
  add(turn: Turn, isChecked: boolean): void {
    if (turn.role === 'system') return;
    if (turn.role === 'assistant') return this.addAnswer(turn, isChecked);
    this.endAnswer();
    const parts: GooglePart[] = [];
    for (const part of turn.parts) {
      if (part.kind === 'tool_result') this.addResult(part);
      else parts.push(...this.partsOf(part));
    }
    this.contents.push({ role: 'user', parts });
  }

  /** @param isLast nothing comes after it: calls may be without results */
  endStep(isLast: boolean): void {
    this.endAnswer();
    const { step } = this;
    this.step = null;
    if (step === null || (isLast && !step.hasResults && this.contents.at(-1) === step.content)) return;
    step.write(this.context.providerModel, this.losses);
  }

  private addAnswer(turn: Turn, isChecked: boolean): void {
    if (this.answer === null) {
      this.endStep(false);
      const content: GoogleContent = { role: 'model', parts: [] };
      this.contents.push(content);
      this.answer = { content, calls: [] };
    }
    for (const part of turn.parts) {
      if (part.kind === 'tool_call') this.addCall(part, this.answer, isChecked);
      else this.answer.content.parts.push(...this.partsOf(part));
    }
  }

  private endAnswer(): void {
    const { answer } = this;
    if (answer === null) return;
    this.answer = null;
    if (this.signature !== null) answer.content.parts.push({ text: '', ...this.takeSignature() });
    if (answer.calls.length === 0) return;
    this.step = new ToolStep(answer.calls);
    this.contents.push(this.step.content);
  }

  private addCall(call: ToolCallPart, { content, calls }: Answer, isChecked: boolean): void {
    const known = call.signature ?? this.context.signatureOf(call.id) ?? this.takeSignature().thoughtSignature;
    // Of parallel calls only the first one is signed.
    const isNeeded = isChecked && calls.length === 0 && needsSignatures(this.context.providerModel);
    const isMissing = known === undefined && isNeeded;
    this.hasUnsignedCall ||= isMissing;
    const thoughtSignature = isMissing ? madeElsewhere : known;
    calls.push(call);
    content.parts.push({
      functionCall: { id: call.id, name: call.name, args: argumentsObject(call.arguments) },
      ...(thoughtSignature === undefined ? {} : { thoughtSignature }),
    });
  }

  private addResult(result: ToolResultPart): void {
    if (this.step?.take(result) === true) return;
    this.losses.refuse(result.place, `The tool result at "${result.place}" answers no call before it.`);
  }

  private partsOf(part: Part): GooglePart[] {
    switch (part.kind) {
      case 'text':
      case 'refusal':
        return part.text === '' ? [] : [{ text: part.text, ...this.takeSignature() }];
      case 'image':
        return [imagePart(part, this.losses)];
      case 'audio':
        return [audioPart(part)];
      case 'file':
        return [filePart(part, this.losses)];
      case 'thinking':
        return this.thoughtOf(part);
      default:
        return [];
    }
  }

  /** Only Google's own thoughts go back to it. */
  private thoughtOf({ by, text, signature, place }: ThinkingPart): GooglePart[] {
    if (by !== 'google') {
      this.losses.drop(place);
      return [];
    }
    this.signature = signature ?? this.signature;
    return text === '' ? [] : [{ text, thought: true }];
  }

  private takeSignature(): { readonly thoughtSignature?: string } {
    const { signature } = this;
    this.signature = null;
    return signature === null ? {} : { thoughtSignature: signature };
  }
}
