import { z } from 'zod';
import { Settings } from '../policy.ts';
import { Revision } from './list.ts';

/** The settings that decide calls, as they are in force. */
export const SettingsView = z.object({ ...Settings.shape, managed_by_file: z.boolean(), revision: Revision });
export const SettingsChange = z.strictObject(Settings.partial().shape);
export type SettingsChange = z.infer<typeof SettingsChange>;

/** A variable of the environment that the gateway reads at its start. */
export const EnvironmentSetting = z.object({
  name: z.string(),
  description: z.string(),
  default: z.string(),
  is_set: z.boolean(),
  value: z.string().nullable().describe('As it was set; null for what is not set, and for secrets.'),
});
export const EnvironmentSettingList = z.object({ items: z.array(EnvironmentSetting) });
export type EnvironmentSetting = z.infer<typeof EnvironmentSetting>;
