import { answer, api } from '../../../lib/api.ts';
import type { Provider } from '../queries.ts';
import { fieldsOf, type ProviderDraft } from './provider-draft.ts';

/** Changes a provider as it was seen; a secret that was typed in follows on its own. */
export async function saveProvider(provider: Provider, draft: ProviderDraft): Promise<Provider> {
  const path = { id: provider.id };
  const tag = (revision: number) => ({ 'if-match': `"${revision}"` });
  // To another origin no secret goes along by itself: the old one is let go before the new one comes.
  const isMoving = originOf(provider.base_url) !== originOf(draft.baseUrl.trim());
  const body = { ...fieldsOf(draft), ...(isMoving && draft.credential.kind === 'stored' && { credential: null }) };
  const changed = await answer(
    api.PATCH('/api/providers/{id}', { params: { path, header: tag(provider.revision) }, body }),
  );
  if (draft.credential.kind !== 'stored') return changed;
  const { secret } = draft.credential;
  const params = { path, header: tag(changed.revision) };
  return answer(api.PUT('/api/providers/{id}/credential', { params, body: { secret } }));
}

const originOf = (url: string): string | undefined => URL.parse(url)?.origin;
