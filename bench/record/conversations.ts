import type { HitRecord, Usage } from '@tollgate/contract';
import type { OpenHead, PayloadPart, SettleHead } from '../../server/src/audit/events.ts';
import type { ByteRange } from '../../server/src/audit/payloads/extents.ts';
import { priceCall } from '../../server/src/cost/price.ts';
import { newId } from '../../server/src/platform/ids.ts';
import { policyVersion, pricesOf } from './policy.ts';
import { Random } from './random.ts';
import { text, vocabulary } from './texts.ts';

/** One governed call of the made-up company, as the journey would hand it over. */
export interface MadeCall {
  readonly atMs: number;
  readonly open: OpenHead;
  readonly body: Buffer;
  readonly pieces: readonly ByteRange[];
  readonly settle: SettleHead;
  readonly answer: readonly PayloadPart[];
}

export const userCount = 200;
export const models = [
  { name: 'gpt-5', provider: 'openai', route: 'external', currency: 'USD' },
  { name: 'gpt-5-mini', provider: 'openai', route: 'external', currency: 'USD' },
  { name: 'claude', provider: 'anthropic', route: 'external', currency: 'USD' },
  { name: 'mistral', provider: 'mistral', route: 'external', currency: 'EUR' },
  { name: 'qwen-secure', provider: 'inhouse', route: 'secure', currency: 'CNY' },
] as const;
const prices = new Map(models.map((model) => [model.name, pricesOf(model)]));
const rules = Array.from({ length: 40 }, (_, index) => `rule_${index}`);
const dayMs = 86_400_000;
/** Tool definitions and new text of a turn: a tenth to a quarter of what agents send, so that a million calls fit. */
const toolCharacters = 4000;
const turnCharacters = 700;
const turnsMax = 100;
/** Half of the calls are of the last 31 days, the others of the eleven months before. */
const recentShare = 0.5;

/** The turns of agents' conversations, one conversation after the other; `long` makes the first one that long. */
export function* madeCalls(count: number, seed: number, nowMs: number, long: number): Generator<MadeCall> {
  const random = new Random(seed);
  const words = vocabulary(random);
  const tools = Array.from({ length: 8 }, () => JSON.stringify([definition(random, words)]));
  let made = 0;
  for (let number = 0; made < count; number++) {
    const turns = number === 0 ? long : Math.min(turnsMax, 1 + random.skewed(turnsMax));
    const conversation = new Conversation(random, words, random.pick(tools), startOf(random, nowMs), number);
    for (let turn = 0; turn < turns && made < count; turn++, made++) yield conversation.turn();
  }
}

function definition(random: Random, words: readonly string[]): unknown {
  return {
    type: 'function',
    function: { name: 'work', description: text(random, words, toolCharacters), parameters: {} },
  };
}

function startOf(random: Random, nowMs: number): number {
  const days = random.next() < recentShare ? random.next() * 30 : 31 + random.next() * 330;
  return Math.floor(nowMs - days * dayMs);
}

class Conversation {
  private readonly random: Random;
  private readonly words: readonly string[];
  private readonly tools: string;
  private readonly user: number;
  private readonly instance: number;
  private readonly sessionId: string;
  private readonly model: (typeof models)[number];
  private atMs: number;
  private messages: Buffer;
  private traceId = '';
  private parent: string | null = null;
  private turns = 0;

  constructor(random: Random, words: readonly string[], tools: string, atMs: number, number: number) {
    this.random = random;
    this.words = words;
    this.tools = tools;
    this.atMs = atMs;
    this.user = random.skewed(userCount);
    this.instance = this.user * 2 + random.below(2);
    this.model = models[random.skewed(models.length)] ?? models[0];
    this.sessionId = `session-${number}`;
    const system = JSON.stringify({ role: 'system', content: text(random, words, 1500) });
    this.messages = Buffer.from(system);
  }

  turn(): MadeCall {
    const { random } = this;
    if (this.turns % 8 === 0) this.traceId = newId('trc', this.atMs);
    const said = text(random, this.words, turnCharacters * (0.4 + random.next() * 1.2));
    const message = Buffer.from(`,${JSON.stringify({ role: this.turns % 8 === 0 ? 'user' : 'tool', content: said })}`);
    const head = Buffer.from(`{"model":"${this.model.name}","stream":true,"messages":[`);
    const tail = Buffer.from(`],"tools":${this.tools}}`);
    const body = Buffer.concat([head, this.messages, message, tail]);
    const start = head.length + this.messages.length + 1;
    const pieces: ByteRange[] = [
      [start, start + message.length - 1],
      [body.length - this.tools.length - 1, body.length - 1],
    ];
    const requestId = newId('req', this.atMs);
    const answerText = text(random, this.words, 200);
    const made = {
      atMs: this.atMs,
      body,
      pieces,
      open: this.openHead(requestId),
      settle: this.settleHead(requestId),
      answer: answerOf(answerText),
    };
    const answered = Buffer.from(`,${JSON.stringify({ role: 'assistant', content: answerText })}`);
    this.messages = Buffer.concat([this.messages, message, answered]);
    this.parent = requestId;
    this.turns++;
    this.atMs += 2000 + random.below(20_000);
    return made;
  }

  private openHead(request_id: string): OpenHead {
    const { random, model } = this;
    const isHit = random.next() < 0.05;
    const rule = rules[random.skewed(rules.length)] ?? 'rule_0';
    const hit: HitRecord = {
      rule,
      display_name: 'A rule',
      category: 'privacy',
      severity: 'medium',
      action: 'allow',
      scope: 'user',
      place: 'messages[3].content',
      start: 10,
      end: 31,
      sample: 'a***@***.com',
    };
    return {
      request_id,
      at: new Date(this.atMs).toISOString(),
      trace_id: this.traceId,
      session_id: this.sessionId,
      client_request_id: null,
      parent: this.parent === null ? null : { request_id: this.parent, tool_calls: [] },
      new_from: this.turns * 2 + 1,
      user: { id: `usr_${this.user}`, email: `user${this.user}@company.test` },
      instance: { id: `ins_${this.instance}`, name: `claw-${this.instance}` },
      key: { id: `key_${this.instance}`, prefix: 'tg_ab12' },
      client_address: '10.0.0.7',
      user_agent: 'OpenAI/JS 7.15.0',
      protocol: 'openai',
      endpoint: 'chat.completions',
      stream: true,
      requested_model: 'auto',
      selected_model: model.name,
      final_model: model.name,
      provider: { id: `prv_${model.provider}`, name: model.provider },
      provider_model: model.name,
      route: model.route,
      decision: isHit && random.next() < 0.2 ? 'redacted' : 'passed',
      policy_version: policyVersion,
      explanation: ['"auto" is the first active regular model that is granted.', 'Nothing that was found decides.'],
      hits: isHit ? [hit] : [],
      scanned: { texts: 40, characters: 20_000, rules: 'c6f84b984a0a87a4', scopes: { user: 20, system: 1 } },
      timings_ms: { queue: 0.2, scan: 0.4 },
    };
  }

  private settleHead(request_id: string): SettleHead {
    const { random, model } = this;
    const fate = random.next();
    const status = fate < 0.97 ? 'completed' : fate < 0.985 ? 'failed' : fate < 0.995 ? 'aborted' : 'interrupted';
    const prompt = 1000 + random.below(20_000);
    const completion = 50 + random.below(400);
    const usage: Usage = {
      input: prompt,
      cached_input: 0,
      cache_write: 0,
      output: completion,
      reasoning: 0,
      prompt,
      completion,
      total: prompt + completion,
      estimated: false,
    };
    const total_ms = 300 + random.skewed(60_000);
    return {
      request_id,
      settled_at: new Date(this.atMs + total_ms).toISOString(),
      status,
      http_status: status === 'completed' ? 200 : 502,
      error_code: status === 'failed' ? 'provider_error' : null,
      error_detail: null,
      provider_request_id: `up-${random.below(1e9)}`,
      attempts: [{ number: 1, at: new Date(this.atMs).toISOString(), http_status: 200, error: null }],
      usage,
      usage_reported: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
      cost: priceCall(usage, prices.get(model.name) ?? [], new Date(this.atMs).toISOString(), model.route),
      tool_calls: [`call${random.below(1e12).toString(36)}x9Kq`],
      answer: Array.from({ length: 4 }, () =>
        random
          .below(2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      ).join(''),
      timings_ms: { record: 0.6, first_token: 210, total: total_ms },
    };
  }
}

/** A streamed answer, in chunks of a few words, with its message beside it. */
function answerOf(said: string): PayloadPart[] {
  const pieces = said.match(/\S+\s*/g) ?? [];
  const event = (content: string): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] })}\n\n`;
  const stream = `${pieces.map(event).join('')}data: [DONE]\n\n`;
  const view = { role: 'assistant', content: said, reasoning: '', tool_calls: [], finish_reason: 'stop' };
  return [
    { payload: 'response_received', encoding: 'identity', bytes: Buffer.from(stream) },
    { payload: 'response_view', encoding: 'identity', bytes: Buffer.from(JSON.stringify(view)) },
  ];
}
