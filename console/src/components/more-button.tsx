import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface MoreButtonProps {
  readonly hasMore: boolean;
  readonly isReadingMore: boolean;
  readonly more: () => void;
}

/** Under a list that goes on. */
export function MoreButton({ hasMore, isReadingMore, more }: MoreButtonProps) {
  const { t } = useTranslation();
  if (!hasMore) return null;
  return (
    <div>
      <Button onClick={more} loading={isReadingMore}>
        {t('act.loadMore')}
      </Button>
    </div>
  );
}
