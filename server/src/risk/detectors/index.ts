import { bankCode } from './bank-code.ts';
import { cnAddress } from './cn-address.ts';
import { cnMobileNumber } from './cn-mobile-number.ts';
import { cnResidentId } from './cn-resident-id.ts';
import { credentialDetectors } from './credential-detectors.ts';
import type { Detector } from './detector.ts';
import { drivingLicenceKinds, passportKinds, plateKinds } from './document-kinds.ts';
import { emailAddress } from './email-address.ts';
import { iban } from './iban.ts';
import { internalHost } from './internal-host.ts';
import { customerTable, staffTable } from './list-with-rows.ts';
import { namedNumber } from './named-number.ts';
import { nationalIdKinds } from './national-id-kinds.ts';
import { paymentCard } from './payment-card.ts';
import {
  accountColumn,
  addressColumn,
  birthDateColumn,
  idColumn,
  phoneColumn,
  salaryColumn,
} from './personal-columns.ts';
import { postalAddress } from './postal-address.ts';
import { phoneNumber } from './phone-number.ts';
import { recoveryPhrase } from './recovery-phrase.ts';
import { standaloneMarking } from './standalone-marking.ts';
import { taxNumberKinds } from './tax-number-kinds.ts';
import { unreadableContent } from './unreadable-content.ts';
import { usSsn } from './us-ssn.ts';
import { writtenNationalId } from './written-national-id.ts';

/** The detectors that a rule may name. */
export const detectors: ReadonlyMap<string, Detector> = new Map<string, Detector>([
  ['email_address', { kind: 'anchored', ...emailAddress }],
  ['cn_resident_id', { kind: 'numbers', ...cnResidentId }],
  ['cn_address', { kind: 'anchored', ...cnAddress }],
  ['cn_mobile_number', { kind: 'numbers', ...cnMobileNumber }],
  ['payment_card', { kind: 'numbers', ...paymentCard }],
  ['us_ssn', { kind: 'numbers', ...usSsn }],
  ['phone_number', { kind: 'numbers', ...phoneNumber }],
  ['national_id', { kind: 'anchored', ...namedNumber(nationalIdKinds) }],
  ['written_national_id', { kind: 'numbers', ...writtenNationalId }],
  ['passport_number', { kind: 'anchored', ...namedNumber(passportKinds) }],
  ['driver_license', { kind: 'anchored', ...namedNumber(drivingLicenceKinds) }],
  ['vehicle_plate', { kind: 'anchored', ...namedNumber(plateKinds) }],
  ['tax_number', { kind: 'anchored', ...namedNumber(taxNumberKinds) }],
  ['postal_address', { kind: 'anchored', ...postalAddress }],
  ['salary_column', { kind: 'anchored', ...salaryColumn }],
  ['phone_column', { kind: 'anchored', ...phoneColumn }],
  ['birth_date_column', { kind: 'anchored', ...birthDateColumn }],
  ['address_column', { kind: 'anchored', ...addressColumn }],
  ['id_column', { kind: 'anchored', ...idColumn }],
  ['account_column', { kind: 'anchored', ...accountColumn }],
  ['bank_code', { kind: 'anchored', ...bankCode }],
  ['standalone_marking', { kind: 'anchored', ...standaloneMarking }],
  ['customer_table', { kind: 'anchored', ...customerTable }],
  ['staff_table', { kind: 'anchored', ...staffTable }],
  ['recovery_phrase', { kind: 'anchored', ...recoveryPhrase }],
  ['internal_host', { kind: 'anchored', ...internalHost }],
  ['iban', { kind: 'anchored', ...iban }],
  ...credentialDetectors,
  // Told by what undoes disguises (`engine/scan-behind.ts`), not by a look at the text.
  ['undecodable_payload', { kind: 'anchored', anchors: [], look: () => undefined }],
  ['unreadable_content', { kind: 'anchored', ...unreadableContent }],
]);
