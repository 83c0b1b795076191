import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runScan } from '../../src/cli/scan.ts';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import type { ScanText } from '../../src/risk/rule-set.ts';

const builtIn = loadBuiltInRules();
const ruleSet = compileRules({ builtIn, overrides: [], custom: [] });
const at = (place: string, value: string): ScanText => ({ place, scope: 'user', value });

describe('a scan', () => {
  it('tells where each finding stands, in the order of texts and offsets, and what is strongest', () => {
    const findings = ruleSet.scan([
      at('messages[0].content', 'hello'),
      at('messages[1].content', 'phone 13812345678, mail li.wei88@163.com'),
      { place: 'messages[2].content', scope: 'tool_result', value: 'password: "Kq7mT2xz!"' },
    ]);
    expect(
      findings.hits.map(({ rule, text, place, scope, start, end, action }) => [
        rule,
        text,
        place,
        scope,
        start,
        end,
        action,
      ]),
    ).toEqual([
      ['cn_mobile_number', 1, 'messages[1].content', 'user', 6, 17, 'route_secure_model'],
      ['email_address', 1, 'messages[1].content', 'user', 24, 40, 'route_secure_model'],
      ['password_assignment', 2, 'messages[2].content', 'tool_result', 11, 20, 'block'],
    ]);
    expect(findings.strongest).toBe('block');
    expect(findings.scanned).toEqual({
      texts: 3,
      characters: 66,
      scopes: { user: 2, tool_result: 1 },
      rules: ruleSet.hash,
    });
  });

  it('of nothing finds nothing', () => {
    expect(ruleSet.scan([])).toMatchObject({ hits: [], strongest: null, scanned: { texts: 0, characters: 0 } });
    expect(ruleSet.scan([at('a', '')])).toMatchObject({ hits: [], strongest: null });
  });

  it('finds in a text seen before what it found then, at its new place', () => {
    const long = `${'The worker picks up where it left off. '.repeat(20)} Write to li.wei88@163.com.`;
    const [first] = ruleSet.scan([at('messages[0].content', long)]).hits;
    const again = ruleSet.scan([at('messages[0].content', 'new'), at('messages[7].content[1].text', long)]).hits;
    expect(again).toEqual([{ ...first, place: 'messages[7].content[1].text', text: 1 }]);
  });

  it('does not take the findings of another scope for its own', () => {
    const systemOnly = compileRules({ builtIn, overrides: [{ id: 'email_address', scope: ['system'] }], custom: [] });
    const long = `${'The worker picks up where it left off. '.repeat(20)} Write to li.wei88@163.com.`;
    expect(systemOnly.scan([at('a', long)]).hits).toEqual([]);
    expect(systemOnly.scan([{ place: 'a', scope: 'system', value: long }]).hits).toHaveLength(1);
    expect(systemOnly.scan([at('a', long)]).hits).toEqual([]);
  });

  it('does not let one text flood the record, and still decides the same', () => {
    const { hits, strongest, scanned } = ruleSet.scan([
      at('a', 'li.wei88@163.com '.repeat(5000)),
      at('b', 'li.wei88@163.com '.repeat(5000)),
    ]);
    expect(hits).toHaveLength(1000);
    expect(strongest).toBe('route_secure_model');
    expect(scanned.hits_beyond).toBe(9000);
  });

  it('says why a hit counts, and what hid it', () => {
    const account = `account ${Buffer.from('account number: 741751780608, bank transfer').toString('base64')}`;
    const [open] = ruleSet.scan([at('a', 'Please wire it to bank account 75301948')]).hits;
    expect(open).toMatchObject({ rule: 'bank_account', why: { context: expect.arrayContaining(['bank']) as unknown } });
    expect(open).not.toHaveProperty('disguises');
    const { hits, scanned } = ruleSet.scan([at('a', account)]);
    const hidden = hits.find(({ rule }) => rule === 'bank_account');
    expect(hidden).toMatchObject({ disguises: ['base64'], sample: '****' });
    expect(scanned.undone).toBeGreaterThan(0);
  });

  it('finds nothing in the label that stands where something was, and all else that looks like one', () => {
    const rules = (value: string): string[] => ruleSet.scan([at('a', value)]).hits.map(({ rule }) => rule);
    expect(rules('the [REDACTED:codename_near] of the merger')).toEqual(rules('the of the merger'));
    expect(rules('[REDACTED:password: "Kq7mT2xz!"]')).toEqual(['password_assignment']);
    expect(rules('[REDACTED:gho_tjsV2VKm7c8NImwPjoLq3OV6DjZyMGgY9MR7]')).toContain('github_token');
  });

  it('gives every span of a rule that redacts', () => {
    const redacting = compileRules({ builtIn, overrides: [{ id: 'email_address', action: 'redact' }], custom: [] });
    expect(redacting.scan([at('a', 'li.wei88@163.com '.repeat(5000))]).hits).toHaveLength(5000);
  });

  it('sees an image as unscannable and nothing else in it', () => {
    const image = `data:image/png;base64,${Buffer.from(Array.from({ length: 6000 }, (_, n) => (n * 7919) % 251)).toString('base64')}`;
    expect(ruleSet.scan([at('messages[0].content[1].image_url.url', image)]).hits.map(({ rule }) => rule)).toEqual([
      'unscannable',
    ]);
  });
});

describe('tollgate scan', () => {
  it('answers each line in order, with offsets in UTF-16 code units', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
    try {
      const [inPath, outPath] = [join(folder, 'texts.jsonl'), join(folder, 'hits.jsonl')];
      const lines = [
        { id: 'b', text: '😀 li.wei88@163.com', lang: 'en' },
        { id: 'a', text: 'nothing' },
      ];
      writeFileSync(inPath, `${lines.map((line) => JSON.stringify(line)).join('\r\n')}\n\n`);
      expect(await runScan({ inPath, outPath, ruleSet })).toBe(2);
      expect(
        readFileSync(outPath, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line): unknown => JSON.parse(line)),
      ).toEqual([
        {
          id: 'b',
          action: 'route_secure_model',
          hits: [
            {
              rule: 'email_address',
              category: 'privacy',
              severity: 'medium',
              action: 'route_secure_model',
              start: 3,
              end: 19,
            },
          ],
        },
        { id: 'a', action: 'allow', hits: [] },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names the line that it cannot read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
    try {
      const [inPath, outPath] = [join(folder, 'texts.jsonl'), join(folder, 'hits.jsonl')];
      writeFileSync(inPath, '{"id":"a","text":"x"}\n{"id":1}\n');
      await expect(runScan({ inPath, outPath, ruleSet })).rejects.toThrow(/line 2/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
