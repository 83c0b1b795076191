import type { Json } from '../../platform/lossless-json.ts';
import type { TokenLogprob } from '../interchange/answer.ts';
import { itemAdded, itemDone, type ItemStatus, type OutputItem } from './output-item.ts';
import { RefusalContent, TextContent } from './message-content.ts';
import type { Said } from './response-events.ts';

/** A `message` item: words, and refusals in words. */
export class MessageItem implements OutputItem {
  readonly index: number;
  private readonly id: string;
  private readonly contents: (TextContent | RefusalContent)[] = [];

  constructor(id: string, index: number) {
    this.id = id;
    this.index = index;
  }

  open(): Said[] {
    return [itemAdded(this)];
  }

  addText(delta: string, logprobs: readonly TokenLogprob[]): Said[] {
    return this.into(TextContent, (content) => content.add(delta, logprobs));
  }

  addRefusal(delta: string): Said[] {
    return this.into(RefusalContent, (content) => content.add(delta));
  }

  cite(citation: Json): Said[] {
    return this.into(TextContent, (content) => content.cite(citation));
  }

  close(status: ItemStatus): Said[] {
    return [...this.closeContent(), itemDone(this, status)];
  }

  value(status: ItemStatus): object {
    const content = this.contents.map((each) => each.value());
    return { id: this.id, type: 'message', status, content, role: 'assistant' };
  }

  /** Into the content that is being written, if it is one of this kind; else into a new one after it. */
  private into<Content extends TextContent | RefusalContent>(
    Kind: new () => Content,
    add: (content: Content) => Said[],
  ): Said[] {
    const last = this.contents.at(-1);
    if (last instanceof Kind) return this.placed(add(last));
    const closed = this.closeContent();
    const content = new Kind();
    this.contents.push(content);
    const added: Said = ['response.content_part.added', { part: content.value() }];
    return [...closed, ...this.placed([added, ...add(content)])];
  }

  private closeContent(): Said[] {
    const last = this.contents.at(-1);
    return last === undefined
      ? []
      : this.placed([...last.close(), ['response.content_part.done', { part: last.value() }]]);
  }

  private placed(events: readonly Said[]): Said[] {
    const place = { item_id: this.id, output_index: this.index, content_index: this.contents.length - 1 };
    return events.map(([type, members]) => [type, { ...place, ...members }]);
  }
}
