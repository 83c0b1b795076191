import type { admin, Provider } from '@tollgate/contract';
import { presetNamed } from '../../providers/presets.ts';
import { AdministrationRefusal, type Problem } from '../refusal.ts';
import { invalid } from '../refuse.ts';

/** A provider to be made, with the secret that may have come along. */
export type NewProvider = Omit<Provider, 'id' | 'managed_by_file'> & Pick<admin.ProviderCreate, 'secret'>;

/**
 * What a new provider is, with what its preset knows in the place of what was left out.
 * @throws AdministrationRefusal for a preset that there is not, and for each field that then is still missing
 */
export function completedByPreset({ preset: presetId, ...input }: admin.ProviderCreate): NewProvider {
  const preset = presetId === undefined ? null : presetNamed(presetId);
  if (preset === undefined) throw invalid('preset', 'is no preset: GET /api/provider-presets lists them');
  const name = input.name ?? preset?.name;
  const protocol = input.protocol ?? preset?.protocol;
  const baseUrl = input.base_url ?? (preset?.base_url || undefined);
  if (name === undefined || protocol === undefined || baseUrl === undefined) {
    const missing = { name, protocol, base_url: baseUrl };
    const fields = Object.entries(missing).filter(([, value]) => value === undefined);
    const problems = fields.map(([field]): Problem => ({ field, message: 'is needed' }));
    throw new AdministrationRefusal('invalid', 'The input is not valid.', problems);
  }
  return {
    ...input,
    name,
    protocol,
    base_url: baseUrl,
    kind: input.kind ?? preset?.kind ?? 'hosted',
    inject_usage: input.inject_usage ?? preset?.inject_usage ?? true,
    headers: { ...preset?.headers, ...input.headers },
  };
}
