const longForm = /_session_([0-9a-f-]{36})$/;

/**
 * The session in Anthropic's `metadata.user_id` as Claude Code writes it: a JSON text with a `session_id`, or, as older
 * versions did, `user_<hash>_account_<uuid>_session_<uuid>`. Null where there is none: the id of a person is no session.
 */
export function sessionIn(userId: string | null): string | null {
  if (userId === null) return null;
  return longForm.exec(userId)?.[1] ?? (userId.startsWith('{') ? sessionOfJson(userId) : null);
}

function sessionOfJson(text: string): string | null {
  try {
    const { session_id: session } = JSON.parse(text) as { readonly session_id?: unknown };
    return typeof session === 'string' ? session : null;
  } catch {
    return null;
  }
}
