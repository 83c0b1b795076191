/** A body that is sent as it is, not as JSON. */
export function asText<Type extends string>(text: string, type: Type) {
  return { body: text, bodySerializer: (body: unknown) => String(body), headers: { 'Content-Type': type } };
}
