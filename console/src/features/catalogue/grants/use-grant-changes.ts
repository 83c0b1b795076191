import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { showUndoable } from '../../../components/undo-toast.tsx';
import { answer, api } from '../../../lib/api.ts';
import { catalogueKey, type Grant, type Grantee } from '../queries.ts';

/** Grants a model, and takes a grant back; both can be undone for a while. */
export function useGrantChanges() {
  const { t } = useTranslation('catalogue');
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: catalogueKey });
  const put = async (modelId: string, to: Grantee): Promise<Grant> => {
    const made = await answer(api.POST('/api/grants', { body: { model_id: modelId, to } }));
    await refresh();
    return made;
  };
  const drop = async (id: string): Promise<void> => {
    await answer(api.DELETE('/api/grants/{id}', { params: { path: { id } } }));
    await refresh();
  };
  return {
    grant: async (model: { id: string; display_name: string }, to: Grantee, who: string): Promise<void> => {
      const { id } = await put(model.id, to);
      showUndoable({ told: t('grants.done', { model: model.display_name, who }), undo: () => drop(id) });
    },
    takeBack: async (model: { id: string; display_name: string }, grant: Grant, who: string): Promise<void> => {
      await drop(grant.id);
      showUndoable({
        told: t('grants.undone', { model: model.display_name, who }),
        undo: () => put(model.id, grant.to),
      });
    },
  };
}
