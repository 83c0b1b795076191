import { isMembers } from '../../platform/lossless-json.ts';
import type { AnswerContext, AnswerStep } from '../interchange/answer.ts';
import { legalId } from '../interchange/legal-id.ts';
import { CallItem } from './call-item.ts';
import { MessageItem } from './message-item.ts';
import type { OutputItem } from './output-item.ts';
import { ReasoningItem } from './reasoning-item.ts';
import type { Said } from './response-events.ts';
import { bareId } from './response-object.ts';
import { namesOf, type ToolName } from './tool-names.ts';

type CallStep = Extract<AnswerStep, { kind: 'tool_call' }>;

/**
 * Writes the items of a response's `output`. A message or reasoning is open until something else follows; calls are open
 * until the answer is finished, since the arguments of parallel ones may come in turns.
 */
export class OutputWriter {
  /** The model refused in words. */
  saysRefusal = false;
  private readonly bareId: string;
  private readonly names: ReadonlyMap<string, ToolName>;
  private readonly items: OutputItem[] = [];
  private readonly open = new Set<OutputItem>();
  private readonly calls = new Map<number, CallItem>();

  constructor({ requestId, request }: AnswerContext) {
    this.bareId = bareId(requestId);
    this.names = namesOf(isMembers(request) ? request['tools'] : undefined);
  }

  take(step: AnswerStep): Said[] {
    switch (step.kind) {
      case 'text':
        return this.within(MessageItem, 'msg', (item) => item.addText(step.text, step.logprobs ?? []));
      case 'citation':
        return this.within(MessageItem, 'msg', (item) => item.cite(step.citation));
      case 'refusal':
        this.saysRefusal = true;
        return this.within(MessageItem, 'msg', (item) => item.addRefusal(step.text));
      case 'thinking':
        return this.within(ReasoningItem, 'rs', (item) => item.add(step.text));
      case 'tool_call':
        return this.call(step);
      case 'tool_arguments':
        return this.calls.get(step.index)?.add(step.text) ?? [];
      default:
        return [];
    }
  }

  /** @param isWhole otherwise the last item was cut off */
  close(isWhole: boolean): Said[] {
    const open = [...this.open];
    this.open.clear();
    return open.flatMap((item) => item.close(isWhole || item !== this.items.at(-1) ? 'completed' : 'incomplete'));
  }

  values(isWhole: boolean): object[] {
    return this.items.map((item) => item.value(isWhole || item !== this.items.at(-1) ? 'completed' : 'incomplete'));
  }

  /** Into the item that is being written, if it is one of this kind; else into a new one after it. */
  private within<Item extends OutputItem>(
    Kind: new (id: string, index: number) => Item,
    prefix: string,
    add: (item: Item) => Said[],
  ): Said[] {
    const last = this.items.at(-1);
    if (last instanceof Kind) return add(last);
    const item = new Kind(this.nextId(prefix), this.items.length);
    return [...this.begin(item), ...add(item)];
  }

  private call({ index, id, name }: CallStep): Said[] {
    const called = this.names.get(name) ?? { namespace: null, name };
    const item = new CallItem(this.nextId('fc'), this.items.length, legalId(id), called);
    this.calls.set(index, item);
    return this.begin(item);
  }

  private begin(item: OutputItem): Said[] {
    const before = [...this.open].filter((each) => !(each instanceof CallItem));
    for (const each of before) this.open.delete(each);
    this.items.push(item);
    this.open.add(item);
    return [...before.flatMap((each) => each.close('completed')), ...item.open()];
  }

  private nextId(prefix: string): string {
    return `${prefix}_${this.bareId}_${this.items.length}`;
  }
}
