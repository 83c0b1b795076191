import { answer, api } from '../../../lib/api.ts';
import type { Provider } from '../queries.ts';
import { fieldsOf, type ProviderDraft } from './provider-draft.ts';

/** Changes a provider as it was seen; a secret that was typed in follows on its own. */
export async function saveProvider(provider: Provider, draft: ProviderDraft): Promise<Provider> {
  const path = { id: provider.id };
  const tag = (revision: number) => ({ 'if-match': `"${revision}"` });
  const changed = await answer(
    api.PATCH('/api/providers/{id}', { params: { path, header: tag(provider.revision) }, body: fieldsOf(draft) }),
  );
  if (draft.credential.kind !== 'stored') return changed;
  const body = { secret: draft.credential.secret };
  return answer(api.PUT('/api/providers/{id}/credential', { params: { path, header: tag(changed.revision) }, body }));
}
