import { Popover, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCornerDownRight, IconMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant, Model } from '../queries.ts';
import { GrantChange } from './grant-change.tsx';
import { type GranteeChoice, isSameGrantee } from './grantees.ts';
import classes from './grants.module.css';

export interface GrantCellProps {
  readonly model: Model;
  readonly choice: GranteeChoice;
  /** Of this model. */
  readonly grants: readonly Grant[];
  readonly nameOf: (grant: Grant) => string;
}

const marks = { own: IconCheck, inherited: IconCornerDownRight, none: IconMinus };

/** One yes or no: by a grant of its own, by one that reaches further, or not at all; opened, it says why and changes it. */
export function GrantCell({ model, choice, grants, nameOf }: GrantCellProps) {
  const { t } = useTranslation('catalogue');
  const [isOpen, setOpen] = useState(false);
  const own = grants.find(({ to }) => isSameGrantee(to, choice.to));
  const wider = grants.filter((grant) => reaches(grant, choice)).map(nameOf);
  const standing = own ? 'own' : wider.length > 0 ? 'inherited' : 'none';
  const Mark = marks[standing];
  const names = { model: model.display_name, who: choice.label };
  return (
    <Popover opened={isOpen} onChange={setOpen} width={300} shadow="md" trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <UnstyledButton
          className={classes.cell}
          data-standing={standing}
          onClick={() => setOpen(!isOpen)}
          aria-label={t('matrix.cell', { ...names, standing: t(`matrix.standing.${standing}`) })}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
        >
          <Mark size={16} aria-hidden /> <span aria-hidden>{t(`matrix.standing.${standing}`)}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('matrix.why', names)}>
        {isOpen && <GrantChange model={model} choice={choice} own={own} wider={wider} onClose={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Whether a grant to others is one to these too. */
function reaches({ to }: Grant, choice: GranteeChoice): boolean {
  if (choice.to.kind === 'everyone') return false;
  if (to.kind === 'everyone') return true;
  if (to.kind === 'group') return choice.groupIds.includes(to.id);
  return to.kind === 'user' && choice.to.kind === 'instance' && to.id === choice.ownerId;
}
