import type { Behaviour } from './behaviour.ts';
import type { ChatRequest } from './call.ts';
import type { Reply } from './reply.ts';

/** The reply as one `chat.completion`. */
export function completionOf(reply: Reply, behaviour: Behaviour): string {
  const toolCalls = reply.toolCalls.map((tool) => ({
    id: tool.id,
    type: 'function',
    function: { name: tool.name, arguments: tool.arguments },
  }));
  return JSON.stringify({
    id: reply.id,
    object: 'chat.completion',
    created: reply.created,
    model: reply.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: toolCalls.length > 0 ? null : reply.text,
          ...(reply.reasoning === null ? {} : { reasoning_content: reply.reasoning }),
          refusal: null,
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        logprobs: null,
        finish_reason: reply.finishReason,
      },
    ],
    ...(behaviour.usage === 'none' ? {} : { usage: reply.usage }),
    system_fingerprint: 'fp_standin',
  });
}

/** The reply as the JSON texts of its `chat.completion.chunk` events, usage included, `[DONE]` excluded. */
export function chunksOf(reply: Reply, behaviour: Behaviour, request: ChatRequest | null): string[] {
  const style = behaviour.usage ?? 'on_request';
  const isAsked = request?.stream_options?.include_usage === true;
  const withUsage = style === 'unasked' || (style === 'on_request' && isAsked);
  const chunk = (choices: readonly unknown[], usage?: unknown): string =>
    JSON.stringify({
      id: reply.id,
      object: 'chat.completion.chunk',
      created: reply.created,
      model: reply.model,
      service_tier: 'default',
      system_fingerprint: 'fp_standin',
      choices,
      ...(usage === undefined ? {} : { usage }),
    });
  // OpenAI sends `"usage": null` in all other chunks when usage was asked for.
  const beside = style === 'each' ? reply.usage : withUsage ? null : undefined;
  const delta = (content: Readonly<Record<string, unknown>>): string =>
    chunk([{ index: 0, delta: content, logprobs: null, finish_reason: null }], beside);

  const chunks = [delta({ role: 'assistant', content: reply.toolCalls.length > 0 ? null : '', refusal: null })];
  if (reply.reasoning !== null)
    for (const word of wordsOf(reply.reasoning)) chunks.push(delta({ reasoning_content: word }));
  const words = behaviour.giantCharacters === undefined ? wordsOf(reply.text) : [reply.text];
  for (const word of words) chunks.push(delta({ content: word }));
  reply.toolCalls.forEach((tool, index) => {
    chunks.push(
      delta({ tool_calls: [{ index, id: tool.id, type: 'function', function: { name: tool.name, arguments: '' } }] }),
    );
    for (const piece of piecesOf(tool.arguments, 6))
      chunks.push(delta({ tool_calls: [{ index, function: { arguments: piece } }] }));
  });
  if (behaviour.withoutDone === true) return chunks;
  const last = [{ index: 0, delta: {}, logprobs: null, finish_reason: reply.finishReason }];
  chunks.push(chunk(last, style === 'last_content' ? reply.usage : beside));
  if (withUsage) chunks.push(chunk([], reply.usage));
  return chunks;
}

/** Words with the blank before them; texts without blanks in runs of four. */
function wordsOf(text: string): string[] {
  return text.match(/\s*[^\s]{1,12}|\s+$/gu) ?? [];
}

function piecesOf(text: string, length: number): string[] {
  return text.match(new RegExp(`.{1,${length}}`, 'gsu')) ?? [];
}
