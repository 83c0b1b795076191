import { standsAlone } from '../engine/word-edges.ts';
import { weigh } from '../validators/ids/digits.ts';
import type { AnchoredDetector } from './detector.ts';

interface Kind {
  readonly names: readonly string[];
  readonly code: RegExp;
  readonly isRight: (code: string) => boolean;
  /** A word of other things too: a colon or the like must stand before the code, or a bank nearby. */
  readonly isCommon: boolean;
}

/** Countries (ISO 3166-1) with banks that have a BIC. */
const countries = new Set(
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ES ET FI FJ FK FO FR GA GB GD GE GG GH GI GL GM GN GP GQ GR GT GU GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NZ OM PA PE PF PG PH PK PL PR PS PT PY QA RE RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TC TD TG TH TJ TL TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VG VN VU WS XK YE ZA ZM ZW'.split(
    ' ',
  ),
);

const kinds: readonly Kind[] = [
  {
    names: ['swift', 'bic'],
    code: /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9_])/,
    isRight: (code) => countries.has(code.slice(4, 6)),
    isCommon: true,
  },
  {
    names: ['sort code', 'sort_code', 'sortcode', 'sort-code'],
    code: /^\d{2}([- ]?)\d{2}\1\d{2}(?![\w-])/,
    isRight: (code) => !/^(\d)\1+$/.test(code.replace(/\D/g, '')),
    isCommon: false,
  },
  { names: ['bsb'], code: /^\d{3}[- ]?\d{3}(?![\w-])/, isRight: (code) => /^[0-9]{2}/.test(code), isCommon: false },
  { names: ['ifsc'], code: /^[A-Z]{4}0[A-Z0-9]{6}(?![A-Za-z0-9_])/, isRight: () => true, isCommon: false },
  { names: ['clabe'], code: /^\d{18}(?!\d)/, isRight: isClabe, isCommon: false },
  { names: ['联行号', '行号', '银行代码', '支付行号'], code: /^\d{12}(?!\d)/, isRight: () => true, isCommon: false },
];

const gap =
  /^(?:[ _/-]{0,2}(?:code|bic|swift|address|number|no\.?|id))?[)"'`]{0,2}\s{0,2}(?:(?:代码|编码|号码|码|号)?(?:[:：=#|]|is\b|was\b|是|为)|\/(?:bic|swift|iban)\b)?\s{0,3}\|?\s{0,3}["'`]?/i;
const marked = /[:：=#|/"'是为]|代码|\bcode\b|_code|\bis\b/i;
const bankNear = /bank|iban|account|wire|transfer|beneficiary|remit|银行|汇款|开户|账号/i;

/** `bic` stands in many words. */
const bicEdges = [' ', ':', '：', '/', '=', '"', '_', '|', '#', '是', '代', ')'].map((edge) => `bic${edge}`);

/** Codes of banks, each right after its name: SWIFT/BIC, sort code, BSB, IFSC, CLABE, 联行号. */
export const bankCode: AnchoredDetector = {
  anchorsAreWords: true,
  anchors: kinds.flatMap(({ names }) => names).flatMap((name) => (name === 'bic' ? bicEdges : [name])),
  look(text, at, report) {
    const here = text.slice(at, at + 12).toLowerCase();
    for (const { names, code, isRight, isCommon } of kinds) {
      const name = names.find((one) => here.startsWith(one));
      if (name === undefined || !standsAlone(text, at, at + name.length)) continue;
      const from = at + name.length;
      const between = gap.exec(text.slice(from, from + 40))?.[0] ?? '';
      const start = from + between.length;
      const found = code.exec(text.slice(start, start + 24))?.[0];
      if (found === undefined || !isRight(found)) continue;
      if (
        isCommon &&
        !/\d/.test(found) &&
        !marked.test(between) &&
        !bankNear.test(text.slice(Math.max(0, at - 100), at))
      )
        continue;
      report(start, start + found.length);
      return;
    }
  },
};

/** Mexico, CLABE of 18 digits: each digit × 3, 7, 1, and only the last digit of the product (Banco de México). */
export function isClabe(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += weigh(digits.charAt(index), [[3, 7, 1][index % 3]!]) % 10;
  return (10 - (sum % 10)) % 10 === digits.charCodeAt(17) - 0x30;
}
