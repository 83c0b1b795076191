import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Content } from '../../components/call/use-content.ts';
import { unmasked } from '../../components/call/unmasked.ts';
import { HitText } from '../../components/hit-text.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import type { Call } from '../../lib/call-query.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import classes from './call-page.module.css';

/** What a caller was told whose call did not go the way they asked: the answer itself, so it is opened like one. */
export function Told({ call, content }: { readonly call: Call; readonly content: Content }) {
  const { t } = useTranslation('call');
  const names = useRuleNames();
  if (!['blocked', 'denied', 'failed'].includes(call.status)) return null;
  const said = content.conversation?.answer ?? [];
  return (
    <section className={classes.column} aria-label={t('told.title')}>
      <h3>{t('told.title')}</h3>
      <p className={classes.dim}>{t('told.as', { status: call.http_status ?? '–', code: call.error_code ?? '–' })}</p>
      {content.error !== null && <ProblemNotice error={content.error} />}
      {content.conversation === undefined && (
        <div>
          <Button onClick={() => content.open('none')} loading={content.isOpening}>
            {t('told.show')}
          </Button>
        </div>
      )}
      {content.conversation && said.length === 0 && <p className={classes.dim}>{t('told.nothing')}</p>}
      {said.flatMap(({ parts }) =>
        parts.map((part) => (
          <blockquote key={part.place} className={classes.quote}>
            <HitText {...unmasked(call, part, content.revealed, names)} />
          </blockquote>
        )),
      )}
    </section>
  );
}
