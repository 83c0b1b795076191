import { randomInt } from 'node:crypto';

/** No letters and digits that are mistaken for each other: it is typed off a terminal. */
const characters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Five groups of four, 115 bits. */
export function newOneTimePassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => characters[randomInt(characters.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}
