import type { AnchoredDetector } from './detector.ts';

const header =
  /data:(?:image|audio|video|font|application\/(?:pdf|zip|octet-stream|msword|vnd\.[\w.+-]{1,80}))[\w/.+-]{0,80}(?:;[\w=-]{1,40}){0,4};base64,/iy;

/** An image, a recording or a file inside a data URL (RFC 2397): nobody can read what it says. */
export const unreadableContent: AnchoredDetector = {
  anchors: ['data:image', 'data:audio', 'data:video', 'data:font', 'data:application'],
  look(text, at, report) {
    header.lastIndex = at;
    if (header.test(text)) report(at, header.lastIndex);
  },
};
