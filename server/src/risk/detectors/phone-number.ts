import { isDigit, isWordUnit } from '../engine/number-runs.ts';
import { isMobile } from './cn-mobile-number.ts';
import type { NumberDetector } from './detector.ts';

/** From the first digit on; the `+` or `(` before it is added by hand. Separators are single. */
const international =
  /\d{1,3}(?:[ .\u00a0-]?\(0?\d{0,4}\)[ .\u00a0-]?|[ .\u00a0-]?)\d{1,5}(?:[ .\u00a0/-]?\d{2,5}){1,4}(?![\d@])/y;
const national = /\d{2,4}\)?(?: ?\/ ?|[ .\u00a0-]{0,2})\d{3,4}(?:[ .\u00a0-]?\d{2,4}){1,3}(?![\d@])/y;
const nationalMax = 12;
/** A word for a telephone right before the number, or a request to call it. */
const label =
  /(?:phones?|telephone|mobile|whatsapp|hotline|helpline|cellphone|landline|handset|(?<![A-Za-z])(?:tel|mob|cell|call|calling|dial|ring (?:me|him|her|us|them)|text (?:me|him|her|us|them)|fax|ph|viber|sms|contact(?: no| number)?|reach(?: (?:me|him|her|us|them))?|handy|móvil)|telefon|téléphone|telephon|teléfono|telefono|telefone|cellulare|celular|電話|电话|手机|手機|座机|固话|联系方式|联系人|联系号码|致电|拨打|来电|传真|热线|客服|전화|휴대폰)(?:[ _-]?(?:number|no|num|nr|#|号码|号|on file|番号|번호))?[.)]?["'`*]{0,3}\s{0,2}(?:is|was|at|me at|me on|us at|us on|him at|him on|her at|her on|them at|on|to|[:：=|]|是|为|：)?\s{0,3}["'`]?\(?\+?$/i;

/** A number in international form (E.164 with a `+`), or a national one right after a word such as "phone". */
export const phoneNumber: NumberDetector = {
  look(text, runs, index, report) {
    const start = runs.starts[index]!;
    const before = text.charCodeAt(start - 1);
    const isPlus = before === 0x2b || before === 0xff0b;
    if (!isPlus && (runs.length(index) < 2 || runs.length(index) > nationalMax)) return;
    const isAmerican = before === 0x28 && runs.length(index) === 3 && isWrittenAmerican(text, start);
    if (isPlus ? /[0-9A-Za-z+)\]]/.test(text.charAt(start - 2)) : !isAmerican && !followsWord(text, start)) return;
    const form = isPlus ? international : national;
    form.lastIndex = start;
    if (!form.test(text) || (!isPlus && !isAmerican && !isLabelled(text, start))) return;
    const end = form.lastIndex;
    const digits = text.slice(start, end).replace(/\D/g, '');
    const [least, most] = isPlus ? [8, 15] : [7, nationalMax];
    if (digits.length < least || digits.length > most || (isPlus && digits.startsWith('0'))) return;
    // The longest national numbers are written with a zero first, or in groups.
    if (!isPlus && digits.length === 12 && !digits.startsWith('0') && end - start === 12) return;
    if (/^[.-]?\d|^\w/.test(text.slice(end, end + 2)) || isMadeUp(digits)) return;
    // Those have a rule of their own.
    if (isPlus ? /^861\d{10}$/.test(digits) : isMobile(digits)) return;
    const opening = text.charAt(start - 1) === '(' ? 1 : 0;
    report(isPlus || opening ? start - 1 : start, end);
  },
};

const american = /[2-9]\d\d\) ?[2-9]\d\d-\d{4}(?![\w-])/y;

/** `(ddd) ddd-dddd`, which nothing else looks like. */
function isWrittenAmerican(text: string, start: number): boolean {
  american.lastIndex = start;
  return american.test(text) && !/[\w)\]]/.test(text.charAt(start - 2));
}

/** A cheap look first: between columns of numbers no word can be the label. */
function followsWord(text: string, start: number): boolean {
  for (let at = start - 1; at >= 0 && at > start - 8; at--) {
    const unit = text.charCodeAt(at);
    if (isDigit(unit)) return false;
    if (isWordUnit(unit) || unit > 0x2fff) return true;
  }
  return false;
}

function isLabelled(text: string, start: number): boolean {
  return label.test(text.slice(Math.max(0, start - 40), start));
}

/** One digit over and over, a plain count, or the 555-01xx numbers kept for fiction. */
function isMadeUp(digits: string): boolean {
  return (
    /(\d)\1{6}|^(\d)\2\2(\d)\3\3(\d)\4{3}$/.test(digits) ||
    '01234567890123456789'.includes(digits) ||
    '98765432109876543210'.includes(digits.slice(-10)) ||
    /55501\d\d$/.test(digits)
  );
}
