import type { AnswerStep } from '../interchange/answer.ts';
import { isObject, type JsonObject, stringOf, type UnitCounts } from '../openai/answer-reading.ts';

/**
 * What of OpenAI's own tools ran in a response, as they are charged (OpenAI pricing, "Built-in tools"): searches of the web
 * (looking at a page that was found costs nothing), searches of files, containers in which code ran, and images.
 */
export class ToolUses {
  private readonly seen = new Set<unknown>();
  private readonly counts: Record<string, number> = {};

  /** How to tell it; nothing where nothing ran. */
  get steps(): AnswerStep[] {
    return this.seen.size === 0 ? [] : [{ kind: 'billing', units: { ...this.counts } }];
  }

  /**
   * @param item that is done; one that was taken already is not counted again
   * @returns whether it was counted
   */
  take(item: JsonObject): boolean {
    const unit = unitOf(item);
    const key = unit === 'code_execution' ? stringOf(item['container_id']) : stringOf(item['id']);
    if (unit === null || this.seen.has(key)) return false;
    this.seen.add(key ?? item);
    this.counts[unit] = (this.counts[unit] ?? 0) + 1;
    return true;
  }
}

function unitOf(item: JsonObject): keyof UnitCounts | null {
  if (item['status'] === 'failed') return null;
  switch (item['type']) {
    case 'web_search_call': {
      const action = isObject(item['action']) ? item['action']['type'] : 'search';
      return action === 'search' ? 'web_search' : null;
    }
    case 'file_search_call':
      return 'file_search';
    case 'code_interpreter_call':
      return 'code_execution';
    case 'image_generation_call':
      return 'image';
    default:
      return null;
  }
}
