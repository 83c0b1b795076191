import { gb32100, luhn } from '../validators/checksums.ts';
import {
  isArgentineCuit,
  isBrazilianCnpj,
  isChileanRut,
  isMexicanRfc,
  isUsEin,
  isUsItin,
} from '../validators/ids/americas.ts';
import {
  isAustralianAbn,
  isAustralianTfn,
  isGstin,
  isIndianPan,
  isNewZealandIrd,
} from '../validators/ids/asia-pacific.ts';
import {
  isHungarianTaxId,
  isPolishNip,
  isPolishRegon,
  isRussianInn,
  isUkrainianTaxId,
} from '../validators/ids/eastern-europe.ts';
import { isVatNumber } from '../validators/ids/vat-number.ts';
import {
  isGermanTaxId,
  isPortugueseNif,
  isSpanishCif,
  isSpanishNif,
  isUkUtr,
} from '../validators/ids/western-europe.ts';
import type { NumberKind } from './named-number.ts';
import { wordList } from './word-list.ts';

const isCreditCode = (id: string): boolean =>
  /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(id) && gb32100(id);
const isLuhnOf =
  (length: number) =>
  (id: string): boolean =>
    id.length === length && luhn(id);

/** Numbers of companies and taxpayers by country, with what their holders call them. */
export const taxNumberKinds: readonly NumberKind[] = [
  {
    names: wordList(`
      tax id, tax_id, taxid, tax-id, tax number, tax_number, taxnumber, tax no, tax_no, taxno, tax code,
      tax ref, tax identification, tax registration, taxpayer id, taxpayer_id, taxpayerid,
      taxpayer identification, taxpayer number, taxpayer reference, vat number, vat_number, vatnumber,
      vat no, vat_no, vat id, vat_id, vatid, vat-id, vat reg, vat registration, vat code, 税号, 纳税人识别号,
      纳税人编号, 税务登记号, 税务登记证, 税务识别号, 增值税号, 增值税识别号, 統一編號, numéro fiscal, numero fiscal,
      número de identificación fiscal, número fiscal
    `),
  },
  {
    country: 'CN',
    names: [],
    short: wordList(`
      信用代码, 营业执照, 组织机构代码, 注册号, credit code, credit_code, creditcode, uscc, tin, vat, business license,
      company number, registration number, company id
    `),
    checks: [isCreditCode],
  },
  {
    names: [],
    short: wordList(`
      vat, tva, iva, btw, mwst, moms, dph, ust-id, ust-idnr, ust.-id, umsatzsteuer-id, steuer id,
      umsatzsteuer-identifikationsnummer
    `),
    checks: [isVatNumber],
  },
  {
    country: 'US',
    names: ['employer identification', 'federal tax', 'federal ein', 'fein'],
    short: ['ein', 'tin', 'irs no', 'irs number'],
    checks: [isUsEin, isUsItin],
  },
  { country: 'US', names: [], short: ['itin'], checks: [isUsItin] },
  { country: 'GB', names: ['unique taxpayer reference'], short: ['utr'], checks: [isUkUtr] },
  {
    country: 'DE',
    names: [
      'steuernummer',
      'steuer-id',
      'steuer id',
      'steueridentifikationsnummer',
      'steuer-identifikationsnummer',
      'steuerliche identifikationsnummer',
    ],
    short: ['st.-nr', 'idnr'],
    checks: [isGermanTaxId],
  },
  { country: 'FR', names: [], short: ['siren', 'siret'], checks: [isLuhnOf(9), isLuhnOf(14)] },
  { country: 'IT', names: ['partita iva', 'partita_iva'], short: ['p.iva', 'p. iva', 'piva'], checks: [isLuhnOf(11)] },
  { country: 'ES', names: [], short: ['cif', 'nif'], checks: [isSpanishCif, isSpanishNif] },
  { country: 'PT', names: [], short: ['nif', 'nipc', 'contribuinte'], checks: [isPortugueseNif] },
  { country: 'PL', names: [], short: ['nip', 'regon'], checks: [isPolishNip, isPolishRegon] },
  { country: 'HU', names: ['adóazonosító', 'adószám'], checks: [isHungarianTaxId] },
  { country: 'UA', names: ['рнокпп', 'іпн'], checks: [isUkrainianTaxId] },
  { country: 'RU', names: ['инн'], short: ['inn'], checks: [isRussianInn] },
  { country: 'BR', names: ['cnpj'], checks: [isBrazilianCnpj] },
  { country: 'MX', names: [], short: ['rfc'], checks: [isMexicanRfc] },
  { country: 'AR', names: [], short: ['cuit'], checks: [isArgentineCuit] },
  { country: 'CL', names: ['rol único tributario'], short: ['rut'], checks: [isChileanRut] },
  {
    country: 'IN',
    names: ['gstin', 'gst no', 'gst number', 'gst registration'],
    short: ['gst', 'pan'],
    checks: [isGstin, isIndianPan],
  },
  {
    country: 'AU',
    names: ['australian business number'],
    short: ['abn', 'acn', 'gst', 'tfn'],
    checks: [isAustralianAbn, isAustralianTfn],
  },
  { country: 'NZ', names: ['ird number', 'ird no'], short: ['ird', 'gst'], checks: [isNewZealandIrd] },
];
