/** A `Part` of the Gemini API (ai.google.dev/api/caching#Part). */
export type GooglePart = Readonly<Record<string, unknown>>;

export interface GoogleContent {
  readonly role: 'user' | 'model';
  readonly parts: GooglePart[];
}
