import { itemAdded, itemDone, type ItemStatus, type OutputItem } from './output-item.ts';
import type { Said } from './response-events.ts';

/**
 * Thinking in words, as a `reasoning` item with one summary: that is where clients of this API look for it. It has no
 * `encrypted_content`, which only OpenAI makes.
 */
export class ReasoningItem implements OutputItem {
  readonly index: number;
  private readonly id: string;
  private readonly pieces: string[] = [];

  constructor(id: string, index: number) {
    this.id = id;
    this.index = index;
  }

  open(): Said[] {
    return [itemAdded(this), ['response.reasoning_summary_part.added', { ...this.place(), part: part('') }]];
  }

  add(delta: string): Said[] {
    this.pieces.push(delta);
    return [['response.reasoning_summary_text.delta', { ...this.place(), delta }]];
  }

  close(status: ItemStatus): Said[] {
    const text = this.pieces.join('');
    return [
      ['response.reasoning_summary_text.done', { ...this.place(), text }],
      ['response.reasoning_summary_part.done', { ...this.place(), part: part(text) }],
      itemDone(this, status),
    ];
  }

  value(): object {
    const text = this.pieces.join('');
    return { id: this.id, type: 'reasoning', summary: text === '' ? [] : [part(text)] };
  }

  private place(): object {
    return { item_id: this.id, output_index: this.index, summary_index: 0 };
  }
}

function part(text: string): object {
  return { type: 'summary_text', text };
}
