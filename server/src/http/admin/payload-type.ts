/** What a payload is, told by how it begins: the record holds it as bytes. */
export function payloadType(payload: Buffer): string {
  const start = payload.toString('latin1', 0, 64).trimStart();
  if (/^[[{]/.test(start)) return 'application/json';
  if (/^(data|event|id|retry)?:/.test(start)) return 'text/event-stream';
  return 'application/octet-stream';
}
