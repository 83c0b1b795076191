import { isDigit } from '../engine/number-runs.ts';
import { isPlaceholder } from '../validators/placeholders.ts';
import type { AnchoredDetector } from './detector.ts';

const secretPart = /:AA[A-Za-z0-9_-]{32,33}(?![A-Za-z0-9_-])/y;

/** A token of Telegram's bot API: the bot's number of 8 to 10 digits, a colon, `AA` and 32 or 33 characters. */
export const telegramBotToken: AnchoredDetector = {
  anchors: [':AA'],
  look(text, at, report) {
    let start = at;
    while (start > 0 && at - start <= 10 && isDigit(text.charCodeAt(start - 1))) start--;
    if (at - start < 8 || at - start > 10 || text.charAt(at + 1) !== 'A') return;
    secretPart.lastIndex = at;
    if (!secretPart.test(text)) return;
    const end = secretPart.lastIndex;
    if (!isPlaceholder(text.slice(start, end))) report(start, end);
  },
};
