import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { keys } from '../support/company.ts';
import { startAgentFixture } from './agent-fixture.ts';
import { installAgent } from './install-agent.ts';
import { runAgent } from './run-agent.ts';

/**
 * A stock OpenClaw whose conversation outgrows its model's window, so that it compacts it by itself. It names no session
 * to its provider, and what made the conversation sensitive stood in a file that it read once.
 */
const openclaw = installAgent('openclaw');
const { gateway, outside, inside, home, workspace, calls } = await startAgentFixture({
  rules: [
    '{ id: codename, display_name: Codename, category: enterprise, kind: keywords, keywords: [Bluefin], severity: high, action: route_secure_model }',
  ],
  settings: '{ sticky: session }',
});

const config = {
  models: {
    mode: 'merge',
    providers: {
      tollgate: {
        baseUrl: `${gateway.origin}/v1`,
        apiKey: '${TOLLGATE_KEY}',
        api: 'openai-completions',
        timeoutSeconds: 200,
        models: [{ id: 'gpt-test', name: 'GPT test', input: ['text'], contextWindow: 48_000, maxTokens: 4000 }],
      },
    },
  },
  agents: { defaults: { workspace, model: { primary: 'tollgate/gpt-test' } } },
};
const stateDir = path.join(home, 'state');
const file = path.join(home, 'openclaw.json');
await mkdir(stateDir, { recursive: true });
await writeFile(file, JSON.stringify(config));
// Longer than what OpenClaw keeps of a tool's result in its last turns, and what the rule finds comes last.
const notes = `${'The weather was fine, and nothing else is known.\n'.repeat(20)}Bluefin is sold in spring, for four million.\n`;
await writeFile(path.join(workspace, 'notes.txt'), notes);

const session = randomUUID();
async function turn(message: string): Promise<void> {
  const env = {
    HOME: home,
    TMPDIR: home,
    TOLLGATE_KEY: keys.claw,
    OPENCLAW_CONFIG_PATH: file,
    OPENCLAW_STATE_DIR: stateDir,
  };
  const options = ['--local', '--session-id', session, '--json', '--timeout', '280'];
  const { exitCode, stdout, stderr } = await runAgent(openclaw, ['agent', '--message', message, ...options], {
    cwd: workspace,
    env,
    patienceMs: 300_000,
  });
  expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
}

const said = 'The boat is sold in spring, for four million, and the other side must not hear of it before that.';
const list = Array.from(
  { length: 1500 },
  (_, line) =>
    `Point ${line}: the other side asks for item ${(line * 7919) % 1000} of the annex, to be had in round ${line % 7}.`,
).join('\n');

it('what a stock OpenClaw sends after it compacted a held conversation stays with the secure model', async () => {
  const asks =
    (words: string) =>
    ({ body }: { body: Buffer }) =>
      body.includes(words);
  const answer = (text: string) => ({ toolCalls: [], text });
  outside.script(() => true, answer('Nothing is known of that.'));
  outside.script(asks('Read notes.txt'), { toolCalls: [{ name: 'read', arguments: '{"path":"notes.txt"}' }] }, 1);
  inside.script(() => true, answer(said));
  inside.script(asks('all the points'), answer(list), 1);

  await turn('Read notes.txt, please.');
  await turn('Now all the points.');
  await turn('What is next?');
  await turn('And then?');

  const recorded = await calls(inside.calls.length + outside.calls.length);
  const compacted = inside.calls.filter(({ body }) => body.includes('compacted into the following summary'));
  expect(compacted.length).toBeGreaterThan(0);
  // The rule finds nothing in it any more.
  expect(compacted.every(({ body }) => !body.includes('Bluefin'))).toBe(true);
  const last = recorded.at(-1);
  expect(last).toMatchObject({ route: 'secure', decision: 'rerouted', final_model: 'qwen-secure', hits: [] });
  expect(last?.pinned_by).toBe(recorded[1]?.request_id);
  for (const { body } of outside.calls) {
    for (const words of [said, 'of the annex', 'Bluefin']) expect(body.includes(words)).toBe(false);
  }
});
