import { isMadeOfWords } from '../validators/credential.ts';
import { isPlaceholder } from '../validators/placeholders.ts';
import type { Detector } from './detector.ts';
import { discordBotToken } from './discord-bot-token.ts';
import { googleClientId } from './google-client-id.ts';
import { kubernetesSecret } from './kubernetes-secret.ts';
import { passwordAssignment } from './password-assignment.ts';
import { secretAssignment } from './secret-assignment.ts';
import { tableColumn } from './table-column.ts';
import { telegramBotToken } from './telegram-bot-token.ts';

/** Passwords in a table: no word, no number alone. */
const passwordColumn = tableColumn(
  ['password', 'passwd', 'pwd', '密码', '口令', 'passwort', 'contraseña', 'mot de passe', 'パスワード'],
  (cell) =>
    /^[^\s'"`()[\]{}<>]{6,64}$/.test(cell) &&
    !cell.includes('://') &&
    /\d/.test(cell) &&
    /[A-Za-z]/.test(cell) &&
    !isPlaceholder(cell) &&
    !isMadeOfWords(cell),
);

/** The detectors of passwords, secrets and tokens. */
export const credentialDetectors: readonly (readonly [string, Detector])[] = [
  ['password_assignment', { kind: 'anchored', ...passwordAssignment }],
  ['password_column', { kind: 'anchored', ...passwordColumn }],
  ['secret_assignment', { kind: 'anchored', ...secretAssignment }],
  ['telegram_bot_token', { kind: 'anchored', ...telegramBotToken }],
  ['discord_bot_token', { kind: 'anchored', ...discordBotToken }],
  ['kubernetes_secret', { kind: 'anchored', ...kubernetesSecret }],
  ['google_client_id', { kind: 'numbers', ...googleClientId }],
];
