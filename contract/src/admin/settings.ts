import { z } from 'zod';
import { Settings } from '../policy.ts';
import { Revision } from './list.ts';

/** The settings that decide calls, as they are in force. */
export const SettingsView = z.object({ ...Settings.shape, managed_by_file: z.boolean(), revision: Revision });
export const SettingsChange = z.strictObject(Settings.partial().shape);
export type SettingsChange = z.infer<typeof SettingsChange>;
