import type { AnchoredDetector } from './detector.ts';

const rest = /\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/y;

/**
 * A token of a Discord bot: its number in base64, which begins with M, N or O as all digits do, six characters, and 27 to
 * 38 more. Found at the first point.
 */
export const discordBotToken: AnchoredDetector = {
  anchors: ['.'],
  look(text, at, report) {
    if (text.charCodeAt(at + 7) !== 0x2e) return;
    rest.lastIndex = at;
    if (!rest.test(text)) return;
    const head = /(?:^|[^A-Za-z0-9_-])([MNO][A-Za-z0-9_-]{22,25})$/.exec(text.slice(Math.max(0, at - 27), at))?.[1];
    if (head === undefined) return;
    const parts = [head, text.slice(at + 8, rest.lastIndex)];
    if (parts.every((part) => /\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part)))
      report(at - head.length, rest.lastIndex);
  },
};
