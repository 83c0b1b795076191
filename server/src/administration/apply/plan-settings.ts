import { defaultSettings } from '@tollgate/contract';
import { type SettingsRow, updateSettings } from '../../catalog/settings.queries.ts';
import { settingsOf } from '../settings/change.ts';
import type { GatewayFile } from './gateway-file.ts';
import { isSame, operation, type Operation } from './operation.ts';

/** Settings that the file states, or the defaults once it states them no more. */
export function planSettings(row: SettingsRow, { settings }: GatewayFile): Operation[] {
  const isStated = settings !== undefined && settings !== null && Object.keys(settings).length > 0;
  if (!isStated && !row.managed_by_file) return [];
  const before = settingsOf(row);
  const after = {
    sticky: settings?.sticky ?? defaultSettings.sticky,
    sticky_ttl_s: settings?.sticky_ttl_s ?? defaultSettings.sticky_ttl_s,
  };
  if (isSame(before, after) && row.managed_by_file === isStated) return [];
  const change = { action: isStated ? 'change' : 'remove', kind: 'settings', name: 'settings' } as const;
  return [
    operation(change, 'settings', { before, after }, (transaction) => updateSettings(transaction, after, isStated)),
  ];
}
