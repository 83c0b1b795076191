import { afterAll, describe, expect, it } from 'vitest';
import type { RuleSet } from '../../src/risk/rule-set.ts';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { scan } from '../../src/journey/scan.ts';
import { createScanning } from '../../src/journey/scanning.ts';
import { caller, model, policyOf, requestWith } from './made-up.ts';

const thread = new URL('../../src/scan-thread.ts', import.meta.url);
const scanning = createScanning({ thread, hereMax: 100_000 });
const impatient = createScanning({ thread, hereMax: 100_000, timeMaxMs: 1 });
afterAll(() => Promise.all([scanning.stop(), impatient.stop()]));

const builtIn = loadBuiltInRules();
const asking = (content: string) =>
  requestWith(JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] }), '').request;
const under = (rules: RuleSet) => ({ caller, model: model('m'), policy: { ...policyOf([]), rules }, headers: {} });
const broken: RuleSet = {
  ...compileRules({ builtIn: [], overrides: [], custom: [] }),
  scan: () => {
    throw new RangeError('at "secret content"');
  },
};

it('hands every text of the request to the rules in force', async () => {
  const subject = { caller, model: model('m'), policy: policyOf([]), headers: { 'x-title': 'y' } };
  expect(await scan(asking('x'), subject, scanning)).toMatchObject({
    hits: [],
    strongest: null,
    scanned: { texts: 4 },
  });
});

it('refuses the call when a rule cannot be evaluated, without what the error says of the content', async () => {
  expect(await scan(asking('x'), under(broken), scanning)).toMatchObject({
    kind: 'refusal',
    code: 'rules_unavailable',
    httpStatus: 503,
    status: 'failed',
    detail: 'a rule could not be evaluated (RangeError)',
  });
});

describe('a large request', () => {
  const large = `${'The worker picks up where it left off. '.repeat(6000)} Write to li.wei88@163.com.`;

  it('is scanned in a thread, with the same findings', async () => {
    const rules = compileRules({ builtIn, overrides: [], custom: [] });
    let here = 0;
    const watched: RuleSet = {
      ...rules,
      find: () => ((here += 1), { perText: [], across: [] }),
      scan: () => ((here += 1), rules.scan([])),
    };
    const findings = await scan(asking(large), under(watched), scanning);
    expect(here).toBe(0);
    expect(findings).toEqual(rules.scan(asking(large).texts));
    expect(findings).toMatchObject({ hits: [{ rule: 'email_address' }] });
  });

  it('does not go to the thread again when it was seen', async () => {
    const rules = compileRules({ builtIn, overrides: [], custom: [] });
    await scan(asking(large), under(rules), scanning);
    let here = 0;
    const watched: RuleSet = { ...rules, scan: (texts, who) => ((here += 1), rules.scan(texts, who)) };
    expect(await scan(asking(large), under(watched), scanning)).toMatchObject({ hits: [{ rule: 'email_address' }] });
    expect(here).toBe(1);
  });

  it('is refused when its scan takes longer than it may, and the next one is scanned', async () => {
    const rules = compileRules({ builtIn, overrides: [], custom: [] });
    expect(await scan(asking(large), under(rules), impatient)).toMatchObject({ code: 'rules_unavailable' });
    expect(await scan(asking(large), under(rules), scanning)).toMatchObject({ hits: [{ rule: 'email_address' }] });
  });

  it('is refused when there is no thread to scan it, and the process goes on', async () => {
    const broken = createScanning({ thread: new URL('no-such-thread.ts', import.meta.url), hereMax: 100_000 });
    const rules = compileRules({ builtIn, overrides: [], custom: [] });
    expect(await scan(asking(large), under(rules), broken)).toMatchObject({ code: 'rules_unavailable' });
    await broken.stop();
  });
});
