import { isPasswordAssignment } from './assignment/password.ts';
import { readAssignment } from './assignment/read-assignment.ts';
import type { AnchoredDetector } from './detector.ts';

const words =
  /passw(?:or)?d|passphrase|passcode|passwort|pass|pwd|密码|口令|パスワード|비밀번호|пароль|contraseña|senha|mot de passe|kennwort/iy;

/** The value that code, settings, a table or a sentence give to a name that holds a word for password. */
export const passwordAssignment: AnchoredDetector = {
  anchors: [
    'pass',
    'pwd',
    '密码',
    '口令',
    'パスワード',
    '비밀번호',
    'пароль',
    'contraseña',
    'senha',
    'mot de passe',
    'kennwort',
  ],
  look(text, at, report) {
    words.lastIndex = at;
    if (!words.test(text)) return;
    const found = readAssignment(text, at, words.lastIndex - at);
    if (found !== null && isPasswordAssignment(found, text)) report(found.start, found.end);
  },
};
