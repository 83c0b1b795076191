import type { View } from './view.ts';

export function accessViews(): readonly View[] {
  return [
    { name: 'sign-in', path: '/sign-in' },
    { name: 'me', path: '/me', who: 'ada' },
  ];
}
