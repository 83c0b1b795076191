/** A tool call's id as it is compared: agents rewrite the punctuation (`call_ab-1` comes back as `callab1`). */
export function normalToolCallId(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, '').slice(0, 256);
}
