import type { AnchoredDetector } from './detector.ts';

const token = /[MNO][A-Za-z0-9_-]{22,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/y;
/** What three digits become in base64, but for the character that the fourth decides too. */
const digitsInBase64 = ['M', 'N', 'O'].flatMap((first) =>
  ['D', 'T', 'j', 'z'].flatMap((second) => Array.from('AEIMQUYcgk', (third) => first + second + third)),
);

/** A token of a Discord bot: its number in base64, six characters of a time, and a signature of 27 to 38. */
export const discordBotToken: AnchoredDetector = {
  anchorsAreWords: true,
  anchors: digitsInBase64,
  look(text, at, report) {
    if (at > 0 && /[A-Za-z0-9_-]/.test(text.charAt(at - 1))) return;
    token.lastIndex = at;
    if (!token.test(text)) return;
    const end = token.lastIndex;
    const [number = '', , signature = ''] = text.slice(at, end).split('.');
    if ([number, signature].every((part) => /\d/.test(part) && /[a-z]/.test(part) && /[A-Z]/.test(part)))
      report(at, end);
  },
};
