import type { Rule } from '@tollgate/contract';

/** Validators and detectors whose findings prove themselves by check digits, and detectors that ask for a name before the value. */
const proofs = new Set([
  'luhn',
  'iban',
  'cn_resident_id',
  'payment_card',
  'cn_credit_code',
  'jwt',
  'base58_check',
  'national_id',
  'tax_number',
  'bank_code',
  'passport_number',
  'driver_license',
  'standalone_marking',
  'recovery_phrase',
]);

/** Numbers without a check digit, and what must be said right before or after them. */
const words: Readonly<Record<string, RegExp>> = {
  cn_mobile_number:
    /mobile|phone|\bcell|\btel\b|\bcall|whatsapp|wechat|\bsms\b|contact|手机|电话|電話|微信|短信|验证码|联系|号码|致电|拨打|来电|热线|加我|发给|发送/i,
  phone_number: /mobile|phone|\bcell|\btel\b|\bcall|whatsapp|\bsms\b|contact|电话|電話|联系/i,
  us_ssn: /\bssn\b|social security|社会安全|社安/i,
};
const reachBefore = 40;
const reachAfter = 16;

/** Whether a rule's findings prove themselves, so that digits or letters that were joined cannot be one by chance. */
export function survivesJoining({ kind, validator, detector }: Rule): boolean {
  return kind === 'keywords' || proofs.has(validator ?? detector ?? '');
}

/** Whether a number that was joined is named by what stands around it; for rules that do not survive joining by themselves. */
export function isNamedNear({ detector }: Rule, text: string, start: number, end: number): boolean {
  const named = words[detector ?? ''];
  if (named === undefined) return false;
  return (
    named.test(text.slice(Math.max(0, start - reachBefore), start)) || named.test(text.slice(end, end + reachAfter))
  );
}
