export const endpoints = ['chat.completions', 'responses', 'messages', 'embeddings'] as const;

/** A pasted request, with its texts by their place (`messages[0].content`); null when it is no JSON object. */
export function requestIn(text: string): {
  readonly body: Record<string, unknown> | null;
  readonly texts: Readonly<Record<string, string>>;
} {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { body: null, texts: {} };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { body: null, texts: {} };
  const texts: Record<string, string> = {};
  const walk = (value: unknown, place: string): void => {
    if (typeof value === 'string') texts[place] = value;
    else if (Array.isArray(value)) value.forEach((item, index) => walk(item, `${place}[${index}]`));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) walk(item, place === '' ? key : `${place}.${key}`);
    }
  };
  walk(body, '');
  return { body: body as Record<string, unknown>, texts };
}
