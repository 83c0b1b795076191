import { ApiProblem } from '../../../lib/api.ts';

/** A call as any client makes it, with a key and without the session. @returns what was answered. @throws ApiProblem */
export async function sendCall(baseUrl: string, key: string, content: string): Promise<string> {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content }] }),
  }).catch(() => {
    throw new ApiProblem(0, 'The gateway does not answer.', {});
  });
  const told = (await response.json().catch(() => ({}))) as {
    readonly choices?: readonly { readonly message?: { readonly content?: string | null } }[];
    readonly error?: { readonly message?: string };
  };
  if (response.ok) return told.choices?.[0]?.message?.content ?? '';
  const requestId = response.headers.get('x-request-id');
  throw new ApiProblem(response.status, told.error?.message ?? response.statusText, {
    requestId,
  });
}

/** A number that looks like a bank card's and is nobody's: made by chance, with the right check digit. */
export function madeUpCard(): string {
  const digits = [4, 5, 3, 9, ...Array.from({ length: 11 }, () => Math.floor(Math.random() * 10))];
  const sum = digits.reduce((total, digit, index) => {
    const twice = digit * 2;
    return total + (index % 2 === 0 ? (twice > 9 ? twice - 9 : twice) : digit);
  }, 0);
  const all = [...digits, (10 - (sum % 10)) % 10].join('');
  return all.replace(/\d{4}(?=\d)/g, '$& ');
}
