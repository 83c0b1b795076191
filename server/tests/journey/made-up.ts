import { type Action, defaultSettings, type Scope } from '@tollgate/contract';
import type { GovernedModel, KeyHolder, Snapshot, UpstreamTarget } from '../../src/catalog/snapshot.ts';
import { composeRequest, type Outgoing } from '../../src/journey/compose-request.ts';
import type { Forwarded } from '../../src/journey/decide.ts';
import { createSeals } from '../../src/journey/foreign-reasoning.ts';
import { isRefusal } from '../../src/journey/refusal.ts';
import { readChatRequest } from '../../src/providers/openai/chat-request.ts';
import { chatSurface } from '../../src/providers/openai/surface.ts';
import type { GovernedRequest } from '../../src/providers/request/governed-request.ts';
import type { Surface } from '../../src/providers/surface.ts';
import type { Findings, Hit } from '../../src/risk/rule-set.ts';
import { compileRules } from '../../src/risk/compile.ts';

/** Values that the steps of the journey take, as small as they can be. */

export const target: UpstreamTarget = {
  provider: { id: 'p-1', name: 'outside' },
  protocol: 'openai-compatible',
  isLocal: false,
  baseUrl: 'https://provider.test/v1',
  apiVersion: null,
  credential: null,
  headers: {},
  forwardHeaders: new Set(),
  timeouts: { connect_ms: 1000, first_byte_ms: 1000, idle_ms: 1000 },
  injectUsage: true,
  onCallerLeft: 'cancel',
};

let position = 0;
export function model(displayName: string, more: Partial<GovernedModel> = {}): GovernedModel {
  position++;
  return {
    id: `m-${position}`,
    displayName,
    providerModel: displayName,
    isSecure: false,
    isActive: true,
    position,
    prices: [],
    capabilities: {},
    upstream: target,
    ...more,
  };
}

export const caller: KeyHolder = {
  key: {
    id: 'k-1',
    name: 'key',
    prefix: 'tg_test',
    user_id: 'u-1',
    instance_id: null,
    block_form: null,
    include_usage: 'requested',
    created_at: '2026-01-01T00:00:00Z',
    expires_at: null,
    revoked_at: null,
    managed_by_file: false,
  },
  user: { id: 'u-1', email: 'ada@company.test', name: 'Ada', role: 'member', is_active: true, managed_by_file: false },
  groups: [],
  instance: null,
  blockForm: 'error',
};

/** A snapshot of these models, in this order; all are granted but those named. */
export function policyOf(models: readonly GovernedModel[], notGranted: readonly string[] = []): Snapshot {
  return {
    version: 1,
    document: {
      version: 1,
      users: [],
      instances: [],
      keys: [],
      providers: [],
      models: [],
      grants: [],
      groups: [],
      built_in_rules: '',
      rule_overrides: [],
      custom_rules: [],
      settings: defaultSettings,
      reviewed_texts: [],
      fingerprint_sets: [],
      budgets: [],
    },
    reviewed: { hashes: new Set() },
    stickiness: { isOn: false, ttlMs: 0, of: () => 'none' },
    rules: compileRules({ builtIn: [], overrides: [], custom: [] }),
    models,
    keyByHash: () => undefined,
    modelNamed: (name) => models.find((one) => one.displayName.toLowerCase() === name.trim().toLowerCase()),
    groupsOf: () => [],
    grantOf: (one) => (notGranted.includes(one.displayName) ? null : { kind: 'everyone', told: 'everyone' }),
    isGranted: (one) => !notGranted.includes(one.displayName),
    budgetsOf: () => [],
  };
}

export function hit(action: Action, more: Partial<Hit> = {}): Hit {
  return {
    rule: `rule_${action}`,
    display_name: `Rule ${action}`,
    category: 'privacy',
    severity: 'medium',
    action,
    place: 'messages[0].content',
    scope: 'user',
    start: 0,
    end: 1,
    sample: '*',
    text: 0,
    ...more,
  };
}

export function findings(...hits: readonly Hit[]): Findings {
  const order = ['allow', 'redact', 'route_secure_model', 'block'] as const;
  const strongest = order.findLast((action) => hits.some((one) => one.action === action)) ?? null;
  return { hits, strongest, scanned: { texts: 2, characters: 40, rules: 'hash', scopes: {} } };
}

/** A request with its text, and hits of a rule wherever a word stands in its values. */
export function requestWith(text: string, word: string): { request: GovernedRequest; hits: Hit[] } {
  const request = readChatRequest(text);
  return { request, hits: hitsOf(request, word) };
}

export function hitsOf(request: GovernedRequest, word: string): Hit[] {
  return request.texts.flatMap((found, index) => {
    const places: Hit[] = [];
    for (let at = found.value.indexOf(word); word !== '' && at >= 0; at = found.value.indexOf(word, at + word.length)) {
      places.push(
        hit('redact', {
          rule: 'word',
          place: found.place,
          scope: found.scope,
          start: at,
          end: at + word.length,
          text: index,
        }),
      );
    }
    return places;
  });
}

export function scopesByPlace(request: GovernedRequest): Record<string, Scope> {
  return Object.fromEntries(request.texts.map(({ place, scope }) => [place, scope]));
}

/** The request as it would leave. */
export function compose(
  received: Buffer,
  request: GovernedRequest,
  decision: Forwarded,
  headers = {},
  surface: Surface = chatSurface,
): Outgoing {
  const remembered = { signatureOf: () => null, seals: createSeals() };
  const outgoing = composeRequest(received, request, { surface, headers }, decision, remembered);
  if (isRefusal(outgoing)) throw new Error(outgoing.message);
  return outgoing;
}
