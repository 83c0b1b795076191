import {
  IconAlertTriangle,
  IconAntennaBars1,
  IconAntennaBars3,
  IconAntennaBars5,
  IconArrowRampRight,
  IconBan,
  IconCheck,
  IconDoorExit,
  IconDots,
  IconEraser,
  IconEye,
  type Icon,
  IconKeyOff,
  IconPlugConnectedX,
  IconShieldLock,
  IconWorld,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Tone } from '../theme/tokens.ts';
import { Chip } from './chip.tsx';

type Look = readonly [Tone, Icon];

export type Decision = 'passed' | 'redacted' | 'rerouted' | 'blocked';
const decisions: Record<Exclude<Decision, 'passed'>, Look> = {
  redacted: ['redacted', IconEraser],
  rerouted: ['secure', IconArrowRampRight],
  blocked: ['blocked', IconBan],
};

/** What was decided of a call. What passed is plain text: only what differs stands out. */
export function DecisionWord({ decision }: { readonly decision: Decision | null | undefined }) {
  const { t } = useTranslation();
  if (decision == null) return <span>–</span>;
  if (decision === 'passed') return <span>{t('decision.passed')}</span>;
  const [tone, icon] = decisions[decision];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`decision.${decision}`)}
    </Chip>
  );
}

export type Route = 'external' | 'secure';
const routes: Record<Route, Look> = { external: ['external', IconWorld], secure: ['secure', IconShieldLock] };

export function RouteWord({ route }: { readonly route: Route | null | undefined }) {
  const { t } = useTranslation();
  if (route == null) return <span>–</span>;
  const [tone, icon] = routes[route];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`route.${route}`)}
    </Chip>
  );
}

export type Status = 'open' | 'completed' | 'blocked' | 'denied' | 'failed' | 'aborted' | 'interrupted';
const statuses: Record<Status, Look> = {
  open: ['external', IconDots],
  completed: ['good', IconCheck],
  blocked: ['blocked', IconBan],
  denied: ['caller', IconKeyOff],
  failed: ['fault', IconAlertTriangle],
  aborted: ['caller', IconDoorExit],
  interrupted: ['fault', IconPlugConnectedX],
};

export function StatusWord({ status }: { readonly status: Status }) {
  const { t } = useTranslation();
  const [tone, icon] = statuses[status];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`status.${status}`)}
    </Chip>
  );
}

export type Severity = 'low' | 'medium' | 'high';
const severities: Record<Severity, Look> = {
  low: ['caller', IconAntennaBars1],
  medium: ['fault', IconAntennaBars3],
  high: ['blocked', IconAntennaBars5],
};

export function SeverityWord({ severity }: { readonly severity: Severity }) {
  const { t } = useTranslation();
  const [tone, icon] = severities[severity];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`severity.${severity}`)}
    </Chip>
  );
}

export type Action = 'allow' | 'redact' | 'route_secure_model' | 'block';
const actions: Record<Action, Look> = {
  allow: ['caller', IconEye],
  redact: ['redacted', IconEraser],
  route_secure_model: ['secure', IconArrowRampRight],
  block: ['blocked', IconBan],
};

export function ActionWord({ action }: { readonly action: Action }) {
  const { t } = useTranslation();
  const [tone, icon] = actions[action];
  return (
    <Chip tone={tone} icon={icon}>
      {t(`action.${action}`)}
    </Chip>
  );
}
