import type { admin } from '@tollgate/contract';

/** Stands where the secret of a key has to be: the server knows none. */
export const keyPlaceholder = 'YOUR_TOLLGATE_KEY';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * What each client needs to be told, as docs/guides/clients says it too.
 * @param origin where agents reach the data plane
 */
export function snippetsFor(origin: string): admin.Snippets {
  const baseUrl = `${origin}/v1`;
  const key = keyPlaceholder;
  return {
    base_url: baseUrl,
    key_placeholder: key,
    items: [
      {
        client: 'openai-python',
        name: 'OpenAI Python',
        parts: [
          { file: null, text: 'pip install openai\n' },
          {
            file: 'hello.py',
            text: lines(
              'from openai import OpenAI',
              '',
              `client = OpenAI(base_url="${baseUrl}", api_key="${key}")`,
              'answer = client.chat.completions.create(',
              '    model="auto",',
              '    messages=[{"role": "user", "content": "Hello"}],',
              ')',
              'print(answer.choices[0].message.content)',
            ),
          },
        ],
      },
      {
        client: 'openai-javascript',
        name: 'OpenAI JavaScript',
        parts: [
          { file: null, text: 'npm install openai\n' },
          {
            file: 'hello.mjs',
            text: lines(
              `import OpenAI from 'openai';`,
              '',
              `const client = new OpenAI({ baseURL: '${baseUrl}', apiKey: '${key}' });`,
              'const answer = await client.chat.completions.create({',
              `  model: 'auto',`,
              `  messages: [{ role: 'user', content: 'Hello' }],`,
              '});',
              'console.log(answer.choices[0].message.content);',
            ),
          },
        ],
      },
      {
        client: 'curl',
        name: 'curl',
        parts: [
          {
            file: null,
            text: lines(
              `curl ${baseUrl}/chat/completions \\`,
              `  -H 'authorization: Bearer ${key}' \\`,
              `  -H 'content-type: application/json' \\`,
              `  -d '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'`,
            ),
          },
        ],
      },
      {
        client: 'openclaw',
        name: 'OpenClaw',
        parts: [
          { file: null, text: `export CLAWROUTER_API_KEY=${key}\n` },
          {
            file: '~/.openclaw/openclaw.json',
            text: json({
              plugins: { entries: { clawrouter: { enabled: true } } },
              models: {
                providers: { clawrouter: { baseUrl: origin, apiKey: '${CLAWROUTER_API_KEY}', models: [] } },
              },
              agents: { defaults: { model: { primary: 'clawrouter/auto' } } },
            }),
          },
        ],
      },
      {
        client: 'claude-code',
        name: 'Claude Code',
        parts: [
          {
            file: null,
            text: lines(
              `export ANTHROPIC_BASE_URL=${origin}`,
              `export ANTHROPIC_API_KEY=${key}`,
              'export ANTHROPIC_MODEL=auto',
              'export ANTHROPIC_DEFAULT_HAIKU_MODEL=auto',
              'claude',
            ),
          },
        ],
      },
      {
        client: 'codex',
        name: 'Codex',
        parts: [
          { file: null, text: `export TOLLGATE_KEY=${key}\n` },
          {
            file: '~/.codex/config.toml',
            text: lines(
              'model = "auto"',
              'model_provider = "tollgate"',
              '',
              '[model_providers.tollgate]',
              'name = "Tollgate"',
              `base_url = "${baseUrl}"`,
              'env_key = "TOLLGATE_KEY"',
              'wire_api = "responses"',
            ),
          },
        ],
      },
    ],
  };
}
