import { isAmount, isIdLike } from '../validators/number-shapes.ts';
import { isBirthDate } from '../validators/birth-date.ts';
import { isPostalAddress } from '../validators/postal-address.ts';
import { tableColumn } from './table-column.ts';
import { wordList } from './word-list.ts';

const salaryHeads = wordList(`
      salary, salaries, wage, base pay, gross pay, net pay, take-home, compensation, bonus, gehalt,
      salaire, salario, gross_pay, net_pay, base_pay, 月薪, 年薪, 薪资, 薪酬, 工资, 薪水, 底薪, 奖金, 年终奖, 实发, 应发, 到手,
      税前, 税后, 津贴, 給与, 年収
    `);
const phoneHeads = wordList(`
      phone, mobile, telephone, phone_number, whatsapp, 电话, 手机, 联系方式, 手机号, 電話, telefon, téléphone,
      teléfono
    `);
const birthHeads = wordList(`
      date of birth, birth date, birthdate, birth_date, date_of_birth, birthday, dob, 出生日期, 生日, 出生年月,
      生年月日, geburtsdatum
    `);
const addressHeads = wordList(`
      address, home address, street, shipping address, 地址, 住址, adresse, dirección
    `);
const idHeads = wordList(`
      national id, national_id, id number, id_number, identity number, id card, id_card, passport,
      passport_number, passport no, ssn, nric, pesel, aadhaar, nino, personnummer, driver license,
      license number, licence number, mrn, patient id, insurance number, 身份证, 身份证号, 证件号, 证件号码, 护照, 护照号,
      驾驶证, 驾照, 社保号, 医保号, 病历号
    `);
const accountHeads = wordList(`
      account, account number, account_number, account no, bank account, iban, card number, 账号, 银行账号, 卡号,
      账户
    `);

const phone = /^\+?\(?\d[\d ().\u00a0-]{5,19}\d$/;

/** Pay in a table: an amount under a head such as "Base salary". */
export const salaryColumn = tableColumn(
  salaryHeads,
  (cell) => cell.length <= 32 && isAmount(cell) && !/[a-z]{4}/i.test(cell.replace(/per|year|month|annum/gi, '')),
);

/** Telephone numbers in a table, national ones too. */
export const phoneColumn = tableColumn(
  phoneHeads,
  (cell) => phone.test(cell) && digitsOf(cell) >= 7 && digitsOf(cell) <= 15 && !isRepeated(cell),
);

/** Birth dates in a table. */
export const birthDateColumn = tableColumn(birthHeads, isBirthDate);

/** Postal addresses in a table. */
export const addressColumn = tableColumn(addressHeads, isPostalAddress);

/** Identity, passport, licence and patient numbers in a table. */
export const idColumn = tableColumn(
  idHeads,
  (cell) => /^[A-Z]{0,6}[\dA-Z .()/-]{4,22}$/.test(cell) && digitsOf(cell) >= 6 && isIdLike(cell),
);

/** Account numbers in a table. */
export const accountColumn = tableColumn(
  accountHeads,
  (cell) => /^(?:[A-Z]{2}\d{2})?[\dA-Z -]{8,34}$/.test(cell) && digitsOf(cell) >= 8 && isIdLikeOrLonger(cell),
);

function digitsOf(cell: string): number {
  return cell.replace(/\D/g, '').length;
}

function isRepeated(cell: string): boolean {
  return new Set(cell.replace(/\D/g, '')).size < 3;
}

function isIdLikeOrLonger(cell: string): boolean {
  return cell.length > 20 ? !isRepeated(cell) : isIdLike(cell);
}
