import { useQueryClient } from '@tanstack/react-query';
import { answer, api, type paths } from '../../../lib/api.ts';
import { catalogueKey, type Model } from '../queries.ts';

type Change = NonNullable<paths['/api/models/{id}']['patch']['requestBody']>['content']['application/json'];

/** Changes a model as it was seen: somebody else's change in between refuses it. */
export function useModelChange(): (model: Model, change: Change) => Promise<Model> {
  const client = useQueryClient();
  return async (model, body) => {
    const changed = await answer(
      api.PATCH('/api/models/{id}', {
        params: { path: { id: model.id }, header: { 'if-match': `"${model.revision}"` } },
        body,
      }),
    );
    await client.invalidateQueries({ queryKey: catalogueKey });
    return changed;
  };
}
