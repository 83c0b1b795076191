/** Words that stand in documentation where a value would. */
const words =
  /example|placeholder|change[-_ ]?me|your[-_ ]|dummy|redacted|replace[-_ ]?(?:me|with|this)|insert[-_ ]|<[^>]*>|xxxx|\*{3}|\.{3}|…|•{3}|_here\b|-here\b|todo|n\/a/i;
/** A reference to where the value lives, rather than the value. */
const references =
  /\$\{|\$\(|\{\{|\}\}|%\(|^\$[A-Za-z_]|^%[A-Za-z_]+%$|^@[A-Za-z_.]+@?$|process\.env|os\.environ|os\.getenv|getenv|import\.meta|secrets\.|env\.|^env:|^file:|^vault:|^arn:|^op:\/\//i;
const sequences = /0123456789|1234567890|abcdefghij|(.)\1{7}/i;

/** Whether what stands where a secret would is no secret: `sk-xxxx`, `<token>`, `${TOKEN}`, `AKIAIOSFODNN7EXAMPLE`. */
export function isPlaceholder(whole: string): boolean {
  const value = whole.slice(0, 256);
  return words.test(value) || references.test(value) || sequences.test(value) || isMonotonous(value);
}

/** Few different characters for its length, as in `aaaabbbb` or `--------`. */
function isMonotonous(value: string): boolean {
  return value.length >= 8 && new Set(value).size <= Math.min(4, value.length / 4 + 1);
}
