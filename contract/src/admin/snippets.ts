import { z } from 'zod';

export const snippetClients = [
  'openai-python',
  'openai-javascript',
  'curl',
  'openclaw',
  'claude-code',
  'codex',
] as const;

/** How one client is pointed at this gateway: commands and files, in the order in which they are used. */
export const Snippet = z.object({
  client: z.enum(snippetClients),
  name: z.string(),
  parts: z.array(
    z.object({
      file: z.string().nullable().describe('The file that it is; null for commands of a shell.'),
      text: z.string(),
    }),
  ),
});
export type Snippet = z.infer<typeof Snippet>;

export const Snippets = z.object({
  base_url: z.string().describe('Of clients that speak as OpenAI does; it ends in `/v1`.'),
  key_placeholder: z.string().describe('Stands in the texts where the key has to be.'),
  items: z.array(Snippet),
});
export type Snippets = z.infer<typeof Snippets>;
