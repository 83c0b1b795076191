import { randomBytes } from 'node:crypto';

/** The small company of the demo: two people, three agents, one regular and one secure model at a stand-in provider. */
export interface Company {
  readonly yaml: string;
  readonly secrets: { readonly claw: string; readonly bot: string };
  /** What the file's `env:` references are looked up in. */
  readonly environment: Readonly<Record<string, string>>;
}

export function foundCompany(standInUrl: string): Company {
  const secret = (): string => `tg_demo_${randomBytes(24).toString('hex')}`;
  const secrets = { claw: secret(), bot: secret() };
  return {
    secrets,
    environment: {
      DEMO_CLAW_KEY: secrets.claw,
      DEMO_BOT_KEY: secrets.bot,
      DEMO_PROVIDER_KEY: randomBytes(24).toString('hex'),
    },
    yaml: `providers:
  - { name: outside, protocol: openai-compatible, kind: local, base_url: "${standInUrl}", credential: "env:DEMO_PROVIDER_KEY" }
  - { name: inhouse, protocol: openai-compatible, kind: local, base_url: "${standInUrl}" }
models:
  - { display_name: gpt-demo, provider: outside, provider_model: stand-in-plain, is_secure: false, is_active: true,
      prices: { currency: USD, input: "1.25", cached_input: "0.125", output: "10" } }
  - { display_name: tool-demo, provider: outside, provider_model: stand-in-tools, is_secure: false, is_active: true,
      prices: { currency: USD, input: "0.25", output: "2" } }
  - { display_name: thinker-demo, provider: outside, provider_model: stand-in-reasoning+cached, is_secure: false, is_active: true,
      prices: { currency: USD, input: "3", cached_input: "0.30", output: "15" } }
  - { display_name: qwen-secure, provider: inhouse, provider_model: qwen3-235b, is_secure: true, is_active: true,
      prices: { currency: CNY, input: "2", output: "8" } }
users:
  - { email: ada@demo.test, name: Ada, role: admin }
  - { email: bob@demo.test, name: Bob, role: member }
instances:
  - { name: claw-1, owner: ada@demo.test, kind: openclaw }
  - { name: build-bot, owner: bob@demo.test }
keys:
  - { name: claw-1, instance: claw-1, secret: "env:DEMO_CLAW_KEY" }
  - { name: build-bot, instance: build-bot, secret: "env:DEMO_BOT_KEY" }
grants:
  - { model: gpt-demo, to: everyone }
  - { model: tool-demo, to: everyone }
  - { model: thinker-demo, to: everyone }
  - { model: qwen-secure, to: everyone }
`,
  };
}
