import { useTranslation } from 'react-i18next';
import { Page } from '../../../components/page.tsx';
import { useMay } from '../../../lib/me.ts';
import { Catalogue } from './catalogue.tsx';
import { OwnModels } from './own-models.tsx';

/** The models in their order with what follows from it; members see what they may use. */
export function ModelsPage() {
  const { t } = useTranslation();
  const mayRead = useMay('catalogue:read');
  if (!mayRead) {
    return (
      <Page title={t('nav.models')}>
        <OwnModels />
      </Page>
    );
  }
  return <Catalogue />;
}
