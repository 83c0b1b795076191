import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../components/page.tsx';
import { useMay } from '../../../lib/me.ts';
import { Pins } from './pins.tsx';
import { ReviewedTexts } from './reviewed-texts.tsx';

/** What stays on the secure path, and which texts decide nothing any more. */
export function HeldPage() {
  const { t } = useTranslation('risk');
  const mayChange = useMay('policy:change');
  return (
    <Page title={t('held.title')} about={t('held.about')}>
      <Stack gap="xl">
        <Pins mayLift={mayChange} />
        <ReviewedTexts mayChange={mayChange} />
      </Stack>
    </Page>
  );
}
