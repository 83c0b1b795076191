import type { Losses } from '../interchange/losses.ts';
import type { ToolCallPart, ToolResultPart } from '../interchange/prompt.ts';
import type { GoogleContent, GooglePart } from './content.ts';
import { functionResponse } from './function-response.ts';
import { nestsMediaInResults } from './model-generation.ts';

/** One answer of the model with calls, and what came back for them. */
export class ToolStep {
  /** Stands directly after the calls, whatever the caller wrote between; empty until the results are written. */
  readonly content: GoogleContent = { role: 'user', parts: [] };
  private readonly calls: readonly ToolCallPart[];
  private readonly results = new Map<ToolCallPart, ToolResultPart>();

  constructor(calls: readonly ToolCallPart[]) {
    this.calls = calls;
  }

  get hasResults(): boolean {
    return this.results.size > 0;
  }

  /** @returns false when no call of this answer waits for it */
  take(result: ToolResultPart): boolean {
    const call = this.calls.find((it) => it.id === result.id && !this.results.has(it));
    if (call !== undefined) this.results.set(call, result);
    return call !== undefined;
  }

  /** One response for each call, in the order of the calls. @throws CannotCarry when a call has none */
  write(model: string, losses: Losses): void {
    const { parts } = this.content;
    const beside: GooglePart[] = [];
    for (const call of this.calls) {
      const result = this.results.get(call);
      if (result === undefined) losses.refuse(call.place, `The tool call at "${call.place}" has no result.`);
      const { response, media } = functionResponse(result, call.name, losses);
      // Bytes may stand within a result, addresses only beside it.
      const nested = media.filter((part) => nestsMediaInResults(model) && 'inlineData' in part);
      beside.push(...media.filter((part) => !nested.includes(part)));
      parts.push({ functionResponse: nested.length === 0 ? response : { ...response, parts: nested } });
    }
    parts.push(...beside);
  }
}
