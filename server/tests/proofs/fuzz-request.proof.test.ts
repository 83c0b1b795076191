import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '@tollgate/contract';
import { cannotRedact } from '../../src/journey/redact.ts';
import { readChatRequest } from '../../src/providers/openai/chat-request.ts';
import { type GovernedRequest, InvalidBody } from '../../src/providers/request/governed-request.ts';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import type { Hit } from '../../src/risk/rule-set.ts';
import { hit } from '../journey/made-up.ts';
import { type Body, checkOutgoing } from './check-outgoing.ts';
import { forSeconds, isShort, seed } from './time-box.ts';
import { damaged, memberName, rubble, spell, spelling, wildText, wildValue } from './wild-json.ts';

const seconds = isShort ? 3 : 60;

const content = fc.oneof(
  wildText,
  fc.constant(null),
  fc.array(
    fc.oneof(
      fc.record({ type: fc.constant('text'), text: wildText }),
      fc.record({ type: fc.constant('file'), file: fc.record({ file_data: wildText, filename: wildText }) }),
    ),
    { maxLength: 3 },
  ),
  // JSON inside a string, as tools give and take it.
  wildValue.map((value) => JSON.stringify(value)),
);
const toolCall = fc.record({
  id: wildText,
  type: fc.constant('function'),
  function: fc.record({ name: wildText, arguments: wildValue.map((value) => JSON.stringify(value)) }),
});
const message = fc.record(
  {
    role: fc.oneof(fc.constantFrom('system', 'developer', 'user', 'assistant', 'tool'), wildText),
    content,
    name: wildText,
    tool_calls: fc.array(toolCall, { maxLength: 2 }),
    tool_call_id: wildText,
  },
  { requiredKeys: ['role'] },
);
/** No member that the gateway reads, in any letter case: such a body would be refused. */
const governed =
  /^(model|messages|stream|stream_options|tool_choice|response_format|metadata|tools|functions|trace_id|session_id|conversation|prompt_cache_key)$/iu;
const others = fc.dictionary(
  memberName.filter((name) => !governed.test(name)),
  wildValue,
  { maxKeys: 4 },
);
const body = fc
  .record(
    {
      model: wildText.filter((name) => name.trim() !== ''),
      messages: fc.array(message, { minLength: 1, maxLength: 4 }),
      stream: fc.option(fc.boolean()),
      stream_options: fc.option(
        fc.record({ include_usage: fc.option(fc.boolean()), include_obfuscation: fc.boolean() }, { requiredKeys: [] }),
      ),
      tools: wildValue,
      user: wildValue,
    },
    { requiredKeys: ['model', 'messages'] },
  )
  .chain((known) =>
    fc
      .tuple(others, fc.boolean())
      .map(([more, isFirst]): Body => (isFirst ? { ...more, ...known } : { ...known, ...more })),
  );
const spelled = fc.tuple(body, spelling).map(([value, choices]) => ({ value, text: spell(value, choices) }));

function read(text: string): GovernedRequest | null {
  try {
    return readChatRequest(text);
  } catch (error) {
    if (error instanceof InvalidBody) return null;
    throw error;
  }
}

/** Every string of a value, with names that could hold something of somebody's, and long whole numbers. */
function stringsOf(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string') found.push(value);
  else if (Number.isSafeInteger(value) && String(value).length >= 8) found.push(String(value));
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (!Array.isArray(value) && !/^[A-Za-z_]{1,25}$/.test(name)) found.push(name);
      stringsOf(inner, found);
    }
  }
  return found.filter((text) => text !== '');
}

/** The texts that are missing from what would be scanned, each counted as often as it stands in the body. */
function missingTexts(value: unknown, request: GovernedRequest): string[] {
  const left = new Map<string, number>();
  for (const { value: text } of request.texts) left.set(text, (left.get(text) ?? 0) + 1);
  return stringsOf(value).filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

describe(`with seed ${seed}`, () => {
  it('whatever the text, it is read or refused with InvalidBody, and then no string of it is unseen', async () => {
    let read_ = 0;
    const texts = fc.oneof(
      { arbitrary: damaged(spelled.map(({ text }) => text)), weight: 5 },
      rubble,
      fc.tuple(wildValue, spelling).map(([value, choices]) => spell(value, choices)),
    );
    const tried = await forSeconds(
      seconds / 2,
      fc.property(texts, (text) => {
        const request = read(text);
        if (request === null) return;
        read_++;
        expect(request.texts).toHaveLength(request.nodes.length);
        const strings = stringsOf(JSON.parse(text) as unknown).filter((one) => !/^\d+$/.test(one));
        const seen = new Set(request.texts.map((one) => one.value));
        for (const one of strings) if (!seen.has(one)) expect(request.texts.map(({ value }) => value)).toContain(one);
      }),
    );
    console.info(`${tried} texts, ${read_} of them requests`);
    expect(read_).toBeGreaterThan(tried / 50);
    expect(read_).toBeLessThan(tried);
  });

  it('every string of a request, name and long number is among its texts, however it is spelled', async () => {
    await forSeconds(
      seconds / 2,
      fc.property(spelled, ({ value, text }) => {
        const request = readChatRequest(text);
        const missing = missingTexts(value, request);
        if (missing.length > 0) expect(missing).toEqual([]);
      }),
    );
  });

  it('redaction replaces what was found, and all else of the request reaches the provider as it was written', async () => {
    const span = fc.record({ text: fc.nat(1000), from: fc.nat(30), length: fc.integer({ min: 1, max: 12 }) });
    let redacted = 0;
    const tried = await forSeconds(
      seconds,
      fc.property(spelled, fc.array(span, { maxLength: 5 }), fc.boolean(), ({ value, text }, spans, injectUsage) => {
        const request = readChatRequest(text);
        const hits = spans.flatMap((one) => hitOf(request, one)).filter((one) => !cannotRedact(request, one));
        redacted += hits.length;
        checkOutgoing(value, text, request, hits, injectUsage);
      }),
    );
    console.info(`${tried} texts, ${redacted} findings redacted`);
    expect(redacted).toBeGreaterThan(tried / 10);
  });

  it('what the built-in rules find in a text is gone when it was redacted, wherever it stands', async () => {
    const builtIn = loadBuiltInRules();
    const found = builtIn.flatMap((rule) => rule.examples.match.map((example) => ({ rule, example })));
    const rules = compileRules({
      builtIn: builtIn.map((rule): Rule => ({ ...rule, action: 'redact' })),
      overrides: [],
      custom: [],
    });
    const planted = fc.tuple(wildText, fc.constantFrom(...found), wildText, spelling);
    let hits_ = 0;
    const tried = await forSeconds(
      seconds,
      fc.property(planted, ([before, { example }, after, choices]) => {
        const value = { model: 'gpt-test', messages: [{ role: 'user', content: `${before} ${example} ${after}` }] };
        const text = spell(value, choices);
        const request = readChatRequest(text);
        const { hits } = rules.scan(request.texts);
        const replaceable = hits.filter((one) => !cannotRedact(request, one));
        hits_ += replaceable.length;
        const sent = checkOutgoing(value, text, request, replaceable, true);
        const again = rules.scan(readChatRequest(sent).texts);
        for (const one of replaceable) {
          const finding = request.texts[one.text]?.value.slice(one.start, one.end) ?? '';
          const now = again.hits.map((other) =>
            readChatRequest(sent).texts[other.text]?.value.slice(other.start, other.end),
          );
          if (finding.length >= 8) expect(now).not.toContain(finding);
        }
      }),
    );
    console.info(`${tried} texts, ${hits_} findings of the built-in rules`);
    expect(hits_).toBeGreaterThan(tried / 4);
  });
});

/** A finding somewhere in the request, between code points. */
function hitOf(
  request: GovernedRequest,
  { text, from, length }: { text: number; from: number; length: number },
): Hit[] {
  const index = text % request.texts.length;
  const value = request.texts[index]?.value ?? '';
  const points = Array.from(value);
  const start = points.slice(0, from % points.length).join('').length;
  const end = Math.min(
    value.length,
    start + points.slice(from % points.length, (from % points.length) + length).join('').length,
  );
  return [hit('redact', { rule: 'made_up', text: index, start, end })];
}
