import {
  type Icon,
  IconArchive,
  IconCoins,
  IconGauge,
  IconKey,
  IconListDetails,
  IconSettings,
  IconShieldLock,
  IconStack2,
  IconUsers,
} from '@tabler/icons-react';

type Label = `nav.${
  | 'overview'
  | 'traffic'
  | 'costs'
  | 'costReports'
  | 'ledger'
  | 'budgets'
  | 'rates'
  | 'costCentres'
  | 'risk'
  | 'rules'
  | 'testBench'
  | 'backtests'
  | 'review'
  | 'held'
  | 'catalogue'
  | 'models'
  | 'grants'
  | 'providers'
  | 'people'
  | 'users'
  | 'groups'
  | 'instances'
  | 'keys'
  | 'record'
  | 'chain'
  | 'log'
  | 'settings'}`;

export interface NavigationItem {
  readonly label: Label;
  readonly to: string;
  /** What the API calls the right to see it: without it the item is absent. */
  readonly permission: string;
  /** Absent for who has this right: they have a page that shows more. */
  readonly unless?: string;
  readonly key?: string;
}

export interface NavigationGroup extends NavigationItem {
  readonly icon: Icon;
  readonly items?: readonly NavigationItem[];
  /** In the bar at the bottom of narrow screens. */
  readonly isMain?: boolean;
}

/** Every page that is there, in the order of the menu. */
export const navigation: readonly NavigationGroup[] = [
  { label: 'nav.overview', to: '/', permission: 'record:read', icon: IconGauge, key: 'o', isMain: true },
  { label: 'nav.traffic', to: '/traffic', permission: 'record:read', icon: IconListDetails, key: 't', isMain: true },
  {
    label: 'nav.costs',
    to: '/costs',
    permission: 'costs:read',
    icon: IconCoins,
    key: 'c',
    isMain: true,
    items: [
      { label: 'nav.ledger', to: '/costs/ledger', permission: 'budgets:read' },
      { label: 'nav.budgets', to: '/costs/budgets', permission: 'budgets:read' },
      { label: 'nav.rates', to: '/costs/rates', permission: 'budgets:read' },
      { label: 'nav.costCentres', to: '/costs/centres', permission: 'users:read' },
    ],
  },
  {
    label: 'nav.risk',
    to: '/risk/rules',
    permission: 'rules:read',
    icon: IconShieldLock,
    key: 'r',
    isMain: true,
    items: [
      { label: 'nav.rules', to: '/risk/rules', permission: 'rules:read' },
      { label: 'nav.testBench', to: '/risk/test', permission: 'rules:test' },
      { label: 'nav.backtests', to: '/risk/backtests', permission: 'rules:read' },
      { label: 'nav.review', to: '/risk/review', permission: 'reviews:write' },
      { label: 'nav.held', to: '/risk/held', permission: 'log:read' },
    ],
  },
  {
    label: 'nav.catalogue',
    to: '/models',
    permission: 'access:read',
    icon: IconStack2,
    key: 'm',
    items: [
      { label: 'nav.models', to: '/models', permission: 'access:read' },
      { label: 'nav.grants', to: '/models/grants', permission: 'catalogue:read' },
      { label: 'nav.providers', to: '/providers', permission: 'catalogue:read' },
    ],
  },
  {
    label: 'nav.people',
    to: '/people/users',
    permission: 'users:read',
    icon: IconUsers,
    key: 'p',
    items: [
      { label: 'nav.users', to: '/people/users', permission: 'users:read' },
      { label: 'nav.groups', to: '/people/groups', permission: 'users:read' },
      { label: 'nav.instances', to: '/people/instances', permission: 'users:read' },
      { label: 'nav.keys', to: '/people/keys', permission: 'users:read' },
    ],
  },
  {
    label: 'nav.record',
    to: '/record',
    permission: 'log:read',
    icon: IconArchive,
    items: [
      { label: 'nav.chain', to: '/record', permission: 'log:read' },
      { label: 'nav.log', to: '/record/log', permission: 'log:read' },
    ],
  },
  { label: 'nav.settings', to: '/settings', permission: 'policy:read', icon: IconSettings },
  { label: 'nav.keys', to: '/keys', permission: 'keys:read', unless: 'users:read', icon: IconKey, key: 'p' },
];
