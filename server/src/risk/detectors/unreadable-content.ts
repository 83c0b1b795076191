import type { AnchoredDetector } from './detector.ts';

const header =
  /data:(?:image(?!\/svg)|audio|video|font|application\/(?:pdf|zip|octet-stream|msword|vnd\.[\w.+-]{1,80}))[\w/.+-]{0,80}(?:;[\w=-]{1,40}){0,4};base64,/iy;

/** An image, a recording or a file inside a data URL (RFC 2397): nobody can read what it says. SVG is text. */
export const unreadableContent: AnchoredDetector = {
  anchors: ['data:image', 'data:audio', 'data:video', 'data:font', 'data:application'],
  look(text, at, report) {
    // A picture in the query of an address decorates a page; one that is sent stands by itself.
    if (text.charAt(at - 1) === '=') return;
    header.lastIndex = at;
    if (header.test(text)) report(at, header.lastIndex);
  },
};
