import type { Applied, ApplyRequest } from '../../src/administration/apply/apply-gateway-file.ts';
import { applyGatewayFile } from '../../src/administration/apply/apply-gateway-file.ts';
import type { TestDatabase } from '../support/database.ts';

/** Secrets that must never be found anywhere but in a hash. */
export const canaries = {
  OPENAI_API_KEY: 'sk-canary-provider-0123456789abcdef',
  VLLM_KEY: 'vllm-canary-provider-0123456789abcdef',
  CLAW_1_KEY: 'canary-key-of-claw-1-0123456789abcdef',
  CLAW_2_KEY: 'canary-key-of-claw-2-0123456789abcdef',
};

/** The example of the documentation, with a little more. */
export const exampleYaml = `providers:
  - { name: openai, protocol: openai, base_url: "https://api.openai.com/v1", credential: "env:OPENAI_API_KEY" }
  - { name: inhouse, protocol: openai-compatible, kind: local, base_url: "http://10.0.0.5:8000/v1", credential: "env:VLLM_KEY" }
models:
  - { display_name: gpt-5, provider: openai, provider_model: gpt-5, is_secure: false, is_active: true,
      prices: { currency: USD, input: "1.25", cached_input: "0.125", output: "10" } }
  - { display_name: qwen-secure, provider: inhouse, provider_model: qwen3-235b, is_secure: true, is_active: true,
      prices: { currency: CNY, input: "2", output: "8" } }
users:     [ { email: ada@example.com, name: Ada, role: admin } ]
instances: [ { name: claw-1, owner: ada@example.com, kind: openclaw } ]
keys:      [ { name: claw-1, instance: claw-1, secret: "env:CLAW_1_KEY" } ]
grants:    [ { model: gpt-5, to: everyone }, { model: qwen-secure, to: "user:ada@example.com" } ]
rules:
  - { id: project_codename, display_name: Project codename, category: enterprise, kind: keywords, keywords: [Bluefin], severity: high, action: route_secure_model }
  - { id: email_address, action: allow }          # changes a built-in rule
`;

export function apply(database: TestDatabase, text: string, changes: Partial<ApplyRequest> = {}): Promise<Applied> {
  return applyGatewayFile(database.pool, {
    text,
    path: 'gateway.yaml',
    env: canaries,
    actor: { kind: 'file', path: 'gateway.yaml' },
    ...changes,
  });
}
