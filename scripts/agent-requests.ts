import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join, resolve } from 'node:path';
import { parseJsonTree } from '../server/src/platform/json-tree.ts';
import { type Conversation, readConversation } from '../server/src/providers/conversation/read-conversation.ts';

/** Where the recorded requests of real agents are: the folder that a script was given, or beside the repository. */
export const folder = join(resolve(process.argv[2] ?? '../shared/data'), 'agent-requests');

/** `NN` of each request of an agent, in order. */
export function filesOf(agent: string): string[] {
  return readdirSync(join(folder, agent))
    .filter((name) => name.endsWith('.body.json'))
    .map((name) => name.slice(0, 2))
    .toSorted();
}

export function bodyOf(agent: string, file: string): Buffer {
  return readFileSync(join(folder, agent, `${file}.body.json`));
}

export function headersOf(agent: string, file: string): IncomingHttpHeaders {
  const meta = JSON.parse(readFileSync(join(folder, agent, `${file}.meta.json`), 'utf8')) as {
    headers: IncomingHttpHeaders;
  };
  return meta.headers;
}

export function conversationOf(agent: string, file: string): Conversation {
  const text = bodyOf(agent, file).toString('utf8');
  return readConversation(text, parseJsonTree(text));
}
