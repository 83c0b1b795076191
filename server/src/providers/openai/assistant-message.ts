/**
 * An ordinary completion whose assistant says `text`, with zero usage: the way a refusal reaches a person through an
 * agent that hides errors. As a whole body, or as a stream that ends with `[DONE]`.
 */
export interface AssistantMessage {
  readonly id: string;
  readonly model: string;
  readonly createdS: number;
  readonly text: string;
}

const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

export function completionBody(message: AssistantMessage): Buffer {
  return Buffer.from(
    JSON.stringify({
      id: message.id,
      object: 'chat.completion',
      created: message.createdS,
      model: message.model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: message.text, refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage,
    }),
  );
}

export function completionStream(message: AssistantMessage, withUsage: boolean): Buffer {
  const chunk = (choices: unknown[], more: object = withUsage ? { usage: null } : {}): string =>
    `data: ${JSON.stringify({ id: message.id, object: 'chat.completion.chunk', created: message.createdS, model: message.model, choices, ...more })}\n\n`;
  const choice = (delta: object, finish: string | null): object => ({
    index: 0,
    delta,
    logprobs: null,
    finish_reason: finish,
  });
  return Buffer.from(
    chunk([choice({ role: 'assistant', content: message.text }, null)]) +
      chunk([choice({}, 'stop')]) +
      (withUsage ? chunk([], { usage }) : '') +
      'data: [DONE]\n\n',
  );
}
