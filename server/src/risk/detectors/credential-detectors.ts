import type { Detector } from './detector.ts';
import { discordBotToken } from './discord-bot-token.ts';
import { googleClientId } from './google-client-id.ts';
import { passwordAssignment } from './password-assignment.ts';
import { secretAssignment } from './secret-assignment.ts';
import { telegramBotToken } from './telegram-bot-token.ts';

/** The detectors of passwords, secrets and tokens. */
export const credentialDetectors: readonly (readonly [string, Detector])[] = [
  ['password_assignment', { kind: 'anchored', ...passwordAssignment }],
  ['secret_assignment', { kind: 'anchored', ...secretAssignment }],
  ['telegram_bot_token', { kind: 'anchored', ...telegramBotToken }],
  ['discord_bot_token', { kind: 'anchored', ...discordBotToken }],
  ['google_client_id', { kind: 'numbers', ...googleClientId }],
];
