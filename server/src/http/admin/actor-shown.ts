/** Who did something, as the administration log and its neighbours keep it. */
export function actorShown(actor: Readonly<Record<string, unknown>>): {
  kind: string;
  id: string | null;
  email: string | null;
} {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { kind: text(actor['kind']) ?? '', id: text(actor['id']), email: text(actor['email']) };
}
