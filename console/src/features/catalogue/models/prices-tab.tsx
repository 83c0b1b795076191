import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/empty.tsx';
import { useMay } from '../../../lib/me.ts';
import classes from '../catalogue.module.css';
import { PriceClasses } from '../prices/price-classes.tsx';
import { PriceHistory } from '../prices/price-history.tsx';
import { PriceVersions } from '../prices/price-versions.tsx';
import { Corrections } from '../prices/corrections.tsx';
import { type Model, pricesNowQuery } from '../queries.ts';
import { NewPriceForm } from './new-price-form.tsx';

/** What a model costs now, cost before and will cost, and the corrections that a past price booked. */
export function PricesTab({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const mayChange = useMay('policy:change') && !model.managed_by_file;
  const { data: prices } = useQuery(pricesNowQuery);
  const [isAdding, setAdding] = useState(false);
  const price = prices?.get(model.id);
  const add = mayChange && !isAdding && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('price.new')}
    </Button>
  );
  return (
    <div className={classes.stack}>
      {isAdding && <NewPriceForm model={model} base={price ?? null} onClose={() => setAdding(false)} />}
      {prices && !price && !isAdding && <Empty action={add}>{t('price.none')}</Empty>}
      {price && (
        <section className={classes.section}>
          <div className={classes.row}>
            <h3>{t('price.now', { version: price.version })}</h3>
            <span className={classes.push}>{add}</span>
          </div>
          <PriceClasses price={price} />
        </section>
      )}
      <Corrections modelId={model.id} />
      {model.prices.length > 0 && (
        <section className={classes.section}>
          <h3>{t('price.versions')}</h3>
          <PriceHistory versions={model.prices} />
          <PriceVersions versions={model.prices} inForce={price?.version ?? null} />
        </section>
      )}
    </div>
  );
}
