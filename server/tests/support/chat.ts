import { keys } from './company.ts';

/** What a caller saw of one call. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly requestId: string;
  /** The parsed body; undefined for a stream. */
  readonly json: Record<string, unknown> | undefined;
}

export type ChatBody = Record<string, unknown>;

export function says(content: string, more: ChatBody = {}): ChatBody {
  return { model: 'gpt-test', messages: [{ role: 'user', content }], ...more };
}

/** Sends a chat completion request, as an object or as bytes, and reads the whole answer. */
export function chat(origin: string, body: ChatBody | string, key: string = keys.bot): Promise<Answer> {
  return post(origin, '/v1/chat/completions', body, key);
}

/** Sends a request to any address of the data plane, and reads the whole answer. */
export async function post(
  origin: string,
  path: string,
  body: ChatBody | string,
  key: string = keys.bot,
): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    requestId: response.headers.get('x-request-id') ?? '',
    json: isJson ? (JSON.parse(text) as Record<string, unknown>) : undefined,
  };
}

/** Sends it and returns as soon as the headers are there. */
export async function openChat(
  origin: string,
  body: ChatBody | string,
  key: string = keys.bot,
  init: Omit<RequestInit, 'headers'> & { headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  return fetch(`${origin}/v1/chat/completions`, {
    method: 'POST',
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Reads a stream until its text fulfils the condition. @returns the text so far, and the reader to go on */
export async function readUntil(
  response: Response,
  isEnough: (text: string) => boolean,
): Promise<{ text: string; reader: ReadableStreamDefaultReader<Uint8Array> }> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (!isEnough(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return { text, reader };
}
