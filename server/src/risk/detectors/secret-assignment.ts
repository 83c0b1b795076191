import { isSecretAssignment } from './assignment/named-secret.ts';
import { readAssignment } from './assignment/read-assignment.ts';
import type { AnchoredDetector } from './detector.ts';

const anchors = ['key', 'token', 'secret', 'crumb', 'login', 'credential', '密钥', '令牌', '凭证', '凭据', '_pat'];

/** The random value that code, settings, a table or a sentence give to a name that says secret, key or token. */
export const secretAssignment: AnchoredDetector = {
  anchors,
  look(text, at, report) {
    const length =
      anchors.find((anchor) => text.substring(at, at + anchor.length).toLowerCase() === anchor)?.length ?? 0;
    const found = readAssignment(text, at, length);
    if (found !== null && found.value.length >= 10 && isSecretAssignment(found, text)) report(found.start, found.end);
  },
};
