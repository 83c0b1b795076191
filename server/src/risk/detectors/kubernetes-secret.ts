import type { AnchoredDetector } from './detector.ts';

/** How far the data of a secret may be from the line that says what it is, in code units. */
const reach = 4000;
const block = /^(?:data|stringData):[ \t]*\n((?:[ \t]+[\w.-]{1,120}:[^\n]{0,3000}(?:\n|$)){1,40})/gm;
const entry = /^[ \t]+[\w.-]{1,120}:[ \t]*["']?([^\s"'|>{$<]{4,3000})/gm;

/** The values of a Kubernetes manifest of kind Secret, in base64 or in `stringData` (Kubernetes API, core/v1 Secret). */
export const kubernetesSecret: AnchoredDetector = {
  anchors: ['kind: secret', 'kind: "secret"'],
  look(text, at, report) {
    if (!/^kind: "?Secret"?\s*$/.test(text.slice(at, text.indexOf('\n', at) + 1 || undefined).slice(0, 40))) return;
    const from = Math.max(text.lastIndexOf('\n---', at), at - reach, 0);
    const end = text.indexOf('\n---', at);
    const document = text.slice(from, Math.min(end < 0 ? text.length : end, at + reach));
    for (const { 0: whole, 1: body = '', index } of document.matchAll(block)) {
      const bodyStart = from + index + whole.length - body.length;
      for (const { 0: line, 1: value = '', index: lineAt } of body.matchAll(entry)) {
        const start = bodyStart + lineAt + line.length - value.length;
        report(start, start + value.length);
      }
    }
  },
};
