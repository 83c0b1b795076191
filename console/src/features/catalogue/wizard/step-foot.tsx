import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../providers/providers.module.css';

/** Back and on, at the same place in each step. */
export function StepFoot({ onBack, children }: { readonly onBack: () => void; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes.foot}>
      <Button onClick={onBack}>{t('act.back')}</Button>
      {children}
    </div>
  );
}
