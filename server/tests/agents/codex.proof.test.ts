import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { keys } from '../support/company.ts';
import { startAgentFixture } from './agent-fixture.ts';
import { installAgent } from './install-agent.ts';
import { runAgent } from './run-agent.ts';

/** Codex from npm, configured as docs/guides/clients/codex.md says: it speaks the responses API and nothing else. */
const codex = installAgent('codex');
const fixture = await startAgentFixture();
const { gateway, outside, inside, home, workspace } = fixture;

const secret = `AKIA${'QYLPMN5HFIQR7XYA'}`;
const contact = 'anna.schmidt@kunde-beispiel.de';
await writeFile(path.join(workspace, 'notes.txt'), `The contact is ${contact}.\n`);

const codexHome = path.join(home, '.codex');
await mkdir(codexHome);
await writeFile(
  path.join(codexHome, 'config.toml'),
  `model = "gpt-test"
model_provider = "tollgate"

[model_providers.tollgate]
name = "Tollgate"
base_url = "${gateway.origin}/v1"
env_key = "TOLLGATE_KEY"
wire_api = "responses"
`,
);

interface CodexEvent {
  readonly type: string;
  readonly thread_id?: string;
  readonly message?: string;
  readonly item?: { readonly type: string; readonly text?: string; readonly exit_code?: number | null };
}

async function turn(prompt: string, key: string): Promise<CodexEvent[]> {
  const flags = ['--json', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'];
  const env = { HOME: home, TMPDIR: home, CODEX_HOME: codexHome, TOLLGATE_KEY: key };
  const { stdout } = await runAgent(codex, ['exec', ...flags, prompt], { cwd: workspace, env });
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as CodexEvent);
}

const saidIn = (events: readonly CodexEvent[]): (string | undefined)[] =>
  events.flatMap(({ type, item }) => (type === 'item.completed' && item?.type === 'agent_message' ? [item.text] : []));

beforeEach(() => {
  fixture.forget();
  for (const standIn of [outside, inside]) standIn.script(() => true, { toolCalls: [], text: 'Hello, I am here.' });
});

it('finishes a turn with a tool, of which what is sensitive went to the secure model, as one trace in one session', async () => {
  const isAsked = ({ body }: { body: Buffer }): boolean => body.includes('Read notes.txt');
  const read = { name: 'exec_command', arguments: JSON.stringify({ cmd: 'cat notes.txt' }) };
  outside.script(isAsked, { toolCalls: [read] }, 1);
  inside.script(isAsked, { toolCalls: [], text: 'Read it inside.' });

  const events = await turn('Read notes.txt, please.', keys.bot);
  expect(saidIn(events)).toEqual(['Read it inside.']);
  expect(
    events.find(({ item }) => item?.type === 'command_execution' && item.exit_code !== null)?.item?.exit_code,
  ).toBe(0);
  const calls = await fixture.calls(2);
  expect(calls.map(({ endpoint, decision, final_model }) => [endpoint, decision, final_model])).toEqual([
    ['responses', 'passed', 'gpt-test'],
    ['responses', 'rerouted', 'qwen-secure'],
  ]);
  expect(new Set(calls.map(({ trace_id }) => trace_id)).size).toBe(1);
  const thread = events.find(({ type }) => type === 'thread.started')?.thread_id;
  expect(calls.map(({ session_id }) => session_id)).toEqual([thread, thread]);
  expect(outside.calls.some(({ body }) => body.includes(contact))).toBe(false);
  expect(inside.calls.some(({ body }) => body.includes(contact))).toBe(true);
});

it('a blocked turn shows its person the reason, in either form, without trying again, and the next one works at once', async () => {
  const asMessage = await turn(`My key is ${secret}, note it.`, keys.claw);
  expect(saidIn(asMessage)).toEqual([expect.stringContaining('"AWS access key id"')]);
  const asError = await turn(`My key is ${secret}, note it.`, keys.bot);
  expect(asError.find(({ type }) => type === 'error')?.message).toContain('AWS access key id');
  expect((await fixture.calls(2)).map(({ status }) => status)).toEqual(['blocked', 'blocked']);
  expect(outside.calls).toEqual([]);

  expect(saidIn(await turn('Say hello.', keys.bot))).toEqual(['Hello, I am here.']);
});
