import { useTranslation } from 'react-i18next';
import { ConversationView } from '../../components/call/conversation-view.tsx';
import { DecisionLine } from '../../components/call/decision-line.tsx';
import { Found } from '../../components/call/found.tsx';
import { Journey } from '../../components/call/journey.tsx';
import { CallLink } from '../../components/call/links.tsx';
import { useContent } from '../../components/call/use-content.ts';
import { Why } from '../../components/call/why.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import type { RunCall } from '../../lib/run-query.ts';
import classes from './run.module.css';

/** The selected step: what was decided, and what is new in its turn. */
export function StepPanel({
  call,
  number,
  onClose,
}: {
  readonly call: RunCall;
  readonly number: number;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('run');
  const content = useContent(call.request_id);
  return (
    <SidePanel
      title={t('step', { number })}
      label={t('step', { number })}
      actions={<CallLink requestId={call.request_id}>{t('openCall')}</CallLink>}
      onClose={onClose}
    >
      <DecisionLine call={call} />
      <Journey call={call} />
      {call.hits.length > 0 && <Found call={call} most={5} />}
      <section className={classes.section}>
        <h3>{t('newInTurn')}</h3>
        <ConversationView call={call} content={content} />
      </section>
      <Why call={call} />
    </SidePanel>
  );
}
