/** What one event says: its type, and its members beside type and number. */
export type Said = readonly [type: string, members: object];

/** An event as OpenAI streams it: its type stands in its name and in its data. @param number of the stream's events, from 0 */
export function eventOf(type: string, number: number, members: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number, ...members })}\n\n`;
}
