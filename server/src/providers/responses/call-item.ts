import { itemAdded, itemDone, type ItemStatus, type OutputItem } from './output-item.ts';
import type { Said } from './response-events.ts';
import type { ToolName } from './tool-names.ts';

/** A `function_call` item. */
export class CallItem implements OutputItem {
  readonly index: number;
  private readonly id: string;
  private readonly callId: string;
  private readonly called: ToolName;
  private readonly pieces: string[] = [];

  /** @param callId what its result will name */
  constructor(id: string, index: number, callId: string, called: ToolName) {
    this.id = id;
    this.index = index;
    this.callId = callId;
    this.called = called;
  }

  open(): Said[] {
    return [itemAdded(this)];
  }

  add(delta: string): Said[] {
    this.pieces.push(delta);
    return [['response.function_call_arguments.delta', { ...this.place(), delta }]];
  }

  /** A call without arguments has an empty object of them: clients parse what they get. */
  close(status: ItemStatus): Said[] {
    const added = this.arguments() === '' && status === 'completed' ? this.add('{}') : [];
    return [
      ...added,
      ['response.function_call_arguments.done', { ...this.place(), arguments: this.arguments() }],
      itemDone(this, status),
    ];
  }

  value(status: ItemStatus): object {
    const { name, namespace } = this.called;
    return {
      id: this.id,
      type: 'function_call',
      status,
      arguments: this.arguments(),
      call_id: this.callId,
      name,
      ...(namespace === null ? {} : { namespace }),
    };
  }

  private arguments(): string {
    return this.pieces.join('');
  }

  private place(): object {
    return { item_id: this.id, output_index: this.index };
  }
}
