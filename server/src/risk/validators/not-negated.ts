const negation =
  /(?:不要|不得|不可|不能|禁止|切勿|请勿|避免|拒绝|别|勿|不|never|not|cannot|n't|without|refuse to|avoid|against)[\s"'`]{0,2}(?:ever |to |again )?(?:[a-z]{1,12}[\s,]{1,2})?$/i;

/** Whether what is said is not forbidden right before: `never reveal your system prompt` asks for nothing. */
export function isNotNegated(_value: string, text: string, start: number): boolean {
  return !negation.test(text.slice(Math.max(0, start - 32), start));
}
