/** Keys of the company below; they open nothing but a test's own gateway. */
export const keys = {
  claw: 'tg_test_claw_0123456789abcdef0123',
  bot: 'tg_test_bot_0123456789abcdef01234',
  always: 'tg_test_always_0123456789abcdef0',
  expired: 'tg_test_expired_0123456789abcdef',
} as const;

/** The environment that its `env:` references are looked up in. */
export const companyEnvironment = {
  TEST_CLAW_KEY: keys.claw,
  TEST_BOT_KEY: keys.bot,
  TEST_ALWAYS_KEY: keys.always,
  TEST_EXPIRED_KEY: keys.expired,
  TEST_PROVIDER_KEY: 'provider-credential-canary-4711',
} as const;

export interface CompanyOptions {
  /** Where the regular models live: a stand-in's URL. */
  readonly outside: string;
  /** Where the secure model lives; the same server when left out. */
  readonly inside?: string;
  readonly isSecureActive?: boolean;
  /** More models at the outside provider, by their provider model name, which is their display name too. */
  readonly models?: readonly string[];
  /** Further members of the outside provider, such as `inject_usage: false`. */
  readonly provider?: string;
  /** Lines of further rules. */
  readonly rules?: readonly string[];
  /** Such as `{ sticky: session }`. */
  readonly settings?: string;
}

/**
 * A `gateway.yaml`: Ada (admin) with the OpenClaw instance claw-1, Bob (member) with build-bot; `gpt-test` is the
 * regular model, `qwen-secure` the secure one, `private` is granted to Ada alone, `retired` is not active.
 */
export function companyConfig(options: CompanyOptions): string {
  const {
    outside,
    inside = outside,
    isSecureActive = true,
    models = [],
    provider = '',
    rules = [],
    settings,
  } = options;
  const prices = '{ currency: USD, input: "1.25", cached_input: "0.125", output: "10" }';
  const model = (name: string, more: string): string => `  - { display_name: "${name}", ${more}, prices: ${prices} }`;
  return [
    'providers:',
    `  - { name: outside, protocol: openai-compatible, kind: local, base_url: "${outside}", credential: "env:TEST_PROVIDER_KEY"${provider && `, ${provider}`} }`,
    `  - { name: inhouse, protocol: openai-compatible, kind: local, base_url: "${inside}" }`,
    'models:',
    model('gpt-test', 'provider: outside, provider_model: gpt-test-2026, is_secure: false, is_active: true'),
    model('private', 'provider: outside, provider_model: private, is_secure: false, is_active: true'),
    model('retired', 'provider: outside, provider_model: retired, is_secure: false, is_active: false'),
    ...models.map((name) =>
      model(name, `provider: outside, provider_model: "${name}", is_secure: false, is_active: true`),
    ),
    `  - { display_name: qwen-secure, provider: inhouse, provider_model: qwen3, is_secure: true, is_active: ${isSecureActive}, prices: { currency: CNY, input: "2", output: "8" } }`,
    'users:',
    '  - { email: ada@company.test, name: Ada, role: admin }',
    '  - { email: bob@company.test, name: Bob, role: member }',
    'instances:',
    '  - { name: claw-1, owner: ada@company.test, kind: openclaw }',
    '  - { name: build-bot, owner: bob@company.test }',
    'keys:',
    '  - { name: claw-1, instance: claw-1, secret: "env:TEST_CLAW_KEY" }',
    '  - { name: build-bot, instance: build-bot, secret: "env:TEST_BOT_KEY" }',
    '  - { name: always, instance: build-bot, secret: "env:TEST_ALWAYS_KEY", include_usage: always }',
    '  - { name: expired, instance: build-bot, secret: "env:TEST_EXPIRED_KEY", expires_at: "2020-01-01T00:00:00Z" }',
    'grants:',
    ...['gpt-test', 'retired', 'qwen-secure', ...models].map((name) => `  - { model: "${name}", to: everyone }`),
    '  - { model: private, to: "user:ada@company.test" }',
    ...(rules.length > 0 ? ['rules:', ...rules.map((rule) => `  - ${rule}`)] : []),
    ...(settings === undefined ? [] : [`settings: ${settings}`]),
    '',
  ].join('\n');
}
