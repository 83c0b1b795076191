import { createHash, randomUUID } from 'node:crypto';

const legal = /^[a-zA-Z0-9_-]+$/;

/**
 * A tool call's id as another protocol takes it: the id itself where it is legal there, otherwise a stable one made of it,
 * so that a call and its result still match, in this request and in later ones.
 * @param lengthMax at least 40
 */
export function legalId(id: string, lengthMax = 64): string {
  if (id.length <= lengthMax && legal.test(id)) return id;
  return `call_${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

/** An id for a tool call to which its maker gave none; no other call has it. 37 characters. */
export function newCallId(): string {
  return `call_${randomUUID().replaceAll('-', '')}`;
}
