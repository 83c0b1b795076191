import { describe, expect, it } from 'vitest';
import { parseJsonTree } from '../../src/platform/json-tree.ts';
import { readConversation } from '../../src/providers/conversation/read-conversation.ts';
import { readChatRequest } from '../../src/providers/openai/chat-request.ts';
import { InvalidBody } from '../../src/providers/request/governed-request.ts';

const withMember = (value: string): string => `{"model":"m","messages":[{"role":"user","content":"x"}],"x":${value}}`;

describe('a request', () => {
  it('may hold half a million values and no more, since each takes memory however short it is', () => {
    // The root, the model, the messages, one message of two values, and the array itself.
    const values = 500_000 - 7;
    expect(() => readChatRequest(withMember(`[${'0,'.repeat(values - 1)}0]`))).not.toThrow();
    const tooMany = withMember(`[${'0,'.repeat(values)}0]`);
    expect(() => readChatRequest(tooMany)).toThrow(InvalidBody);
    expect(() => readChatRequest(tooMany)).toThrow('more than 500000 values');
  });

  it('is linked to its trace by the last tool results of a turn, in their order, not by any number of them', () => {
    const results = Array.from(
      { length: 1000 },
      (_, index) => `{"role":"tool","tool_call_id":"c${index}","content":""}`,
    );
    const { toolResults } = conversationOf(
      `{"model":"m","messages":[{"role":"assistant","content":"x"},${results.join(',')}]}`,
    );
    expect(toolResults).toEqual(Array.from({ length: 256 }, (_, index) => `c${744 + index}`));
  });
});

function conversationOf(text: string): ReturnType<typeof readConversation> {
  return readConversation(text, parseJsonTree(text));
}
