import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../src/journey/refusal.ts';
import { resolveModel } from '../../src/journey/resolve-model.ts';
import { caller, model, policyOf } from './made-up.ts';

const models = [
  model('secure-first', { isSecure: true }),
  model('inactive', { isActive: false }),
  model('Not Granted'),
  model('GPT 5 (中文)'),
  model('later'),
];
const policy = policyOf(models, ['Not Granted']);

describe('resolveModel', () => {
  it.each(['GPT 5 (中文)', 'gpt 5 (中文)', '  GPT 5 (中文)\t'])(
    'finds a model by its name without regard to case and outer blanks: %j',
    (name) => {
      expect(resolveModel(name, caller, policy)).toMatchObject({ model: models[3] });
    },
  );

  it.each(['auto', 'AUTO', ' Auto '])('%j takes the first active regular model that is granted', (name) => {
    expect(resolveModel(name, caller, policy)).toMatchObject({ model: models[3] });
  });

  it.each(['later', 'auto'])('says by which grant %j was found', (name) => {
    const granted = policyOf([model('later')]);
    const byGroup = { ...granted, grantOf: () => ({ kind: 'group' as const, told: 'the group "Research"' }) };
    expect(resolveModel(name, caller, byGroup)).toMatchObject({
      explanation: expect.stringMatching(/"later".* granted to the group "Research"\.$/),
    });
  });

  it('"auto" never takes a secure model, and says what to do', () => {
    const refused = resolveModel('auto', caller, policyOf(models.slice(0, 3), ['Not Granted']));
    expect(refused).toMatchObject({
      kind: 'refusal',
      code: 'model_not_found',
      httpStatus: 404,
      status: 'denied',
      param: 'model',
    });
    expect(isRefusal(refused) && refused.message).toContain('Ask an administrator for a grant');
  });

  it('a secure model may be asked for by name', () => {
    expect(resolveModel('secure-first', caller, policy)).toMatchObject({ model: models[0] });
  });

  it('what is unknown, inactive or not granted differs in nothing but the detail for administrators', () => {
    const refused = ['unknown', 'inactive', 'not granted'].map((name) => resolveModel(name, caller, policy));
    const [first] = refused;
    expect(first).toMatchObject({ kind: 'refusal', code: 'model_not_found' });
    for (const one of refused) expect({ ...one, detail: null }).toEqual({ ...first, detail: null });
    expect(new Set(refused.map((one) => isRefusal(one) && one.detail)).size).toBe(3);
  });
});
