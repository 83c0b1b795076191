import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../support/company.ts';
import { newFolder } from '../support/gateway.ts';
import { type AgentFixture, startAgentFixture } from './agent-fixture.ts';
import { installAgent } from './install-agent.ts';
import { runAgent } from './run-agent.ts';

/**
 * A stock OpenClaw from npm, configured as docs/guides/clients/openclaw.md says, doing turns through the gateway. Its key
 * belongs to an instance of kind `openclaw`, and nothing else of it is set up.
 */
const openclaw = installAgent('openclaw');
const fixture: AgentFixture = await startAgentFixture();
const { gateway, outside, inside, home, workspace } = fixture;

const secret = `AKIA${'QYLPMN5HFIQR7XYA'}`;
const contact = 'anna.schmidt@kunde-beispiel.de';
await writeFile(path.join(workspace, 'notes.txt'), `The contact is ${contact}.\n`);
await writeFile(path.join(workspace, 'plan.txt'), 'First things first.\n');

type Adapter = 'openai-completions' | 'openai-responses' | 'anthropic-messages';

function customProvider(api: Adapter): object {
  const baseUrl = api === 'anthropic-messages' ? gateway.origin : `${gateway.origin}/v1`;
  const model = {
    id: 'gpt-test',
    name: 'GPT test',
    reasoning: true,
    input: ['text', 'image'],
    contextWindow: 400_000,
    maxTokens: 32_000,
    compat: { supportsPromptCacheKey: true, supportsUsageInStreaming: true, supportsReasoningEffort: true },
  };
  return {
    models: {
      mode: 'merge',
      providers: { tollgate: { baseUrl, apiKey: '${TOLLGATE_KEY}', api, timeoutSeconds: 300, models: [model] } },
    },
    agents: { defaults: { model: { primary: 'tollgate/gpt-test' } } },
  };
}

const clawRouter = {
  plugins: { entries: { clawrouter: { enabled: true } } },
  models: { providers: { clawrouter: { baseUrl: gateway.origin, apiKey: '${CLAWROUTER_API_KEY}', models: [] } } },
  agents: { defaults: { model: { primary: 'clawrouter/gpt-test' } } },
};

interface Turn {
  readonly ok: boolean;
  readonly final: string;
  readonly sessionId: string;
  /** In US dollars, by the prices that OpenClaw knows. */
  readonly costUsd?: number;
  readonly toolSummary?: { readonly calls: number; readonly failures: number };
}

const env = { HOME: home, TMPDIR: home, TOLLGATE_KEY: keys.claw, CLAWROUTER_API_KEY: keys.claw };
const configs = await newFolder();

/** One turn, in a state folder that keeps what OpenClaw remembers from turn to turn (of failed keys, too). */
async function turn(config: object, message: string, state = 'state'): Promise<Turn> {
  const [file, stateDir] = [path.join(configs, 'openclaw.json'), path.join(home, state)];
  await writeFile(file, JSON.stringify(config));
  await mkdir(stateDir, { recursive: true });
  const options = ['--config', file, '--cwd', workspace, '--state-dir', stateDir, '--timeout', '90', '--json'];
  const { stdout, stderr } = await runAgent(openclaw, ['agent', 'exec', message, ...options], { cwd: workspace, env });
  try {
    return JSON.parse(stdout) as Turn;
  } catch {
    throw new Error(`OpenClaw gave no answer:\n${stdout}\n${stderr}`);
  }
}

/** The stand-in reads this file for the agent when asked to, and tells what became of it. */
function readsFile(name: string): void {
  const isAsked = ({ body }: { body: Buffer }): boolean => body.includes(`Read ${name}`);
  const says = (text: string) => ({ toolCalls: [], text });
  outside.script(isAsked, says('Read it.'));
  outside.script(isAsked, { toolCalls: [{ name: 'read', arguments: JSON.stringify({ path: name }) }] }, 1);
  inside.script(isAsked, says('Read it inside.'));
}

beforeEach(() => {
  fixture.forget();
  for (const standIn of [outside, inside]) standIn.script(() => true, { toolCalls: [], text: 'Hello, I am here.' });
});

describe.each<Adapter>(['openai-completions', 'openai-responses', 'anthropic-messages'])(
  'a stock OpenClaw with a custom provider (%s)',
  (api) => {
    it('finishes a turn with a tool, of which what is sensitive went to the secure model, as one trace in one session', async () => {
      readsFile('notes.txt');
      const { ok, final, sessionId, toolSummary } = await turn(customProvider(api), 'Read notes.txt, please.', api);
      expect({ ok, final, toolSummary }).toMatchObject({
        ok: true,
        final: 'Read it inside.',
        toolSummary: { calls: 1, failures: 0 },
      });
      const calls = await fixture.calls(2);
      expect(calls.map(({ decision, route, final_model }) => [decision, route, final_model])).toEqual([
        ['passed', 'external', 'gpt-test'],
        ['rerouted', 'secure', 'qwen-secure'],
      ]);
      expect(new Set(calls.map(({ trace_id }) => trace_id)).size).toBe(1);
      expect(new Set(calls.map(({ session_id }) => session_id)).size).toBe(1);
      if (api !== 'anthropic-messages') expect(calls[0]?.session_id).toBe(sessionId);
      expect(calls.every(({ instance, status }) => instance?.name === 'claw-1' && status === 'completed')).toBe(true);
      expect(outside.calls.some(({ body }) => body.includes(contact))).toBe(false);
      expect(inside.calls.some(({ body }) => body.includes(contact))).toBe(true);
    });
  },
);

it('a blocked turn shows its person the reason, and the next clean turn works at once', async () => {
  const blocked = await turn(customProvider('openai-completions'), `My key is ${secret}, note it.`);
  expect(blocked).toMatchObject({ ok: true, final: expect.stringContaining('"AWS access key id"') as unknown });
  expect(blocked.final).toContain('start a new session');
  expect(outside.calls).toEqual([]);
  expect((await fixture.calls(1)).map(({ status }) => status)).toEqual(['blocked']);

  const clean = await turn(customProvider('openai-completions'), 'Say hello.');
  expect(clean).toMatchObject({ ok: true, final: 'Hello, I am here.' });
  expect((await fixture.calls(2)).map(({ status }) => status)).toEqual(['blocked', 'completed']);
});

describe('a stock OpenClaw with its ClawRouter provider', () => {
  it('finds its models and their prices by itself, and does a turn with a tool in its own session and trace', async () => {
    readsFile('plan.txt');
    const { ok, final, sessionId, costUsd } = await turn(clawRouter, 'Read plan.txt, please.');
    expect({ ok, final }).toEqual({ ok: true, final: 'Read it.' });
    const calls = await fixture.calls(2);
    expect(calls.map(({ decision, session_id }) => [decision, session_id])).toEqual([
      ['passed', sessionId],
      ['passed', sessionId],
    ]);
    const runs = calls.map(({ client_request_id }) => client_request_id?.split(':model:')[0]);
    expect(calls.map(({ trace_id }) => trace_id)).toEqual(runs);
    expect(new Set(runs).size).toBe(1);
    expect(costUsd).toBeCloseTo(
      calls.reduce((sum, { cost }) => sum + Number(cost?.amount), 0),
      9,
    );
  });

  it('shows what its key has spent', async () => {
    const file = path.join(configs, 'openclaw.json');
    await writeFile(file, JSON.stringify(clawRouter));
    const { stdout } = await runAgent(openclaw, ['status', '--usage'], {
      cwd: workspace,
      env: { ...env, OPENCLAW_CONFIG_PATH: file, OPENCLAW_STATE_DIR: path.join(home, 'state') },
    });
    expect(stdout).toMatch(/ClawRouter \(Unmetered proxy key\):?\s+[1-9]\d* requests · [\d,]+ tokens/);
  });
});
