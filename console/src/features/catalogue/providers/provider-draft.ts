import {
  type CredentialDraft,
  emptyCredential,
  isWhole as isCredentialWhole,
  referenceOf,
} from '../credential-fields.tsx';
import type { Preset, Provider, ProviderInput } from '../queries.ts';

export const protocols = ['openai', 'openai-compatible', 'azure-openai', 'anthropic', 'google', 'ollama'] as const;

/** A provider as it is being typed. */
export interface ProviderDraft {
  readonly name: string;
  readonly protocol: Provider['protocol'];
  readonly kind: Provider['kind'];
  readonly baseUrl: string;
  readonly apiVersion: string;
  readonly credential: CredentialDraft;
  readonly injectUsage: boolean;
  readonly onCallerLeft: Provider['on_caller_left'];
  readonly timeouts: Provider['timeouts'];
}

const timeouts = { connect_ms: 10_000, first_byte_ms: 300_000, idle_ms: 120_000 };

export const emptyProvider: ProviderDraft = {
  name: '',
  protocol: 'openai-compatible',
  kind: 'hosted',
  baseUrl: '',
  apiVersion: '',
  credential: emptyCredential,
  injectUsage: true,
  onCallerLeft: 'cancel',
  timeouts,
};

export function draftOfPreset(preset: Preset): ProviderDraft {
  const kind = preset.key_variable === null ? 'none' : 'env';
  return {
    ...emptyProvider,
    name: preset.name,
    protocol: preset.protocol,
    kind: preset.kind,
    baseUrl: preset.base_url,
    credential: { ...emptyCredential, kind, variable: preset.key_variable ?? '' },
    injectUsage: preset.inject_usage,
  };
}

export function draftOfProvider(provider: Provider): ProviderDraft {
  return {
    name: provider.name,
    protocol: provider.protocol,
    kind: provider.kind,
    baseUrl: provider.base_url,
    apiVersion: provider.api_version ?? '',
    credential: { ...emptyCredential, kind: 'keep' },
    injectUsage: provider.inject_usage,
    onCallerLeft: provider.on_caller_left,
    timeouts: provider.timeouts,
  };
}

export function isWhole({ name, baseUrl, credential }: ProviderDraft): boolean {
  return name.trim() !== '' && URL.canParse(baseUrl.trim()) && isCredentialWhole(credential);
}

/** What is sent of it, but for a secret, which goes its own way on a provider that is there. */
export function fieldsOf(draft: ProviderDraft) {
  const reference = referenceOf(draft.credential);
  return {
    name: draft.name.trim(),
    protocol: draft.protocol,
    kind: draft.kind,
    base_url: draft.baseUrl.trim(),
    api_version: draft.apiVersion.trim() === '' ? null : draft.apiVersion.trim(),
    ...(reference !== undefined && { credential: reference }),
    inject_usage: draft.injectUsage,
    on_caller_left: draft.onCallerLeft,
    timeouts: draft.timeouts,
  };
}

export function inputOf(draft: ProviderDraft, preset: string | undefined): ProviderInput {
  const { kind, secret } = draft.credential;
  return { ...fieldsOf(draft), ...(preset !== undefined && { preset }), ...(kind === 'stored' && { secret }) };
}

/** The fields that a refusal can name and the form shows it at. */
export const providerFields = ['name', 'protocol', 'kind', 'base_url', 'api_version', 'credential', 'secret'];
