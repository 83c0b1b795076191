import { isBasicCredentials } from './basic-credentials.ts';
import { isBase58Check } from './base58-check.ts';
import { isBase64PrivateKey, isPemPrivateKey } from './base64-private-key.ts';
import { abaRouting, gb32100, luhn, mod97 } from './checksums.ts';
import { isBirthDate } from './birth-date.ts';
import { isCredential, isNamedCredential, isUrlPassword } from './credential.ts';
import { isJwt } from './jwt.ts';
import { isCnResidentId, isUsSsn } from './national-ids.ts';
import { isAccountNumber, isAmount, isIdLike, isShortIdLike, isTaxNumber } from './number-shapes.ts';
import { isPersonName } from './person-name.ts';
import { isNotNegated } from './not-negated.ts';
import { isPlaceholder } from './placeholders.ts';
import { isPublicAddress } from './public-address.ts';
import { isSeedPhrase } from './seed-phrase.ts';
import { hasTokenChecksum } from './token-checksum.ts';
import { isGivenPassword, isMixedPassword, isSpokenCredential } from './spoken-credential.ts';
import { isWalletAddress } from './wallet-address.ts';

/** Says whether a finding is one. `value` is text[start, end). */
export type Validator = (value: string, text: string, start: number, end: number) => boolean;

/** The checks that a rule may name. */
export const validators: ReadonlyMap<string, Validator> = new Map<string, Validator>([
  ['luhn', (value) => luhn(value.replace(/[ -]/g, ''))],
  ['iban', (value) => mod97(value.replace(/[ -]/g, '').toUpperCase())],
  ['cn_resident_id', isCnResidentId],
  ['cn_credit_code', gb32100],
  ['us_ssn', isUsSsn],
  ['aba_routing', abaRouting],
  ['jwt', isJwt],
  ['secret', (value) => !isPlaceholder(value)],
  ['checked_token', (value) => hasTokenChecksum(value) || !isPlaceholder(value)],
  ['basic_credentials', isBasicCredentials],
  ['spoken_credential', isSpokenCredential],
  ['given_password', isGivenPassword],
  ['mixed_password', isMixedPassword],
  ['credential', isCredential],
  ['named_credential', isNamedCredential],
  ['url_password', isUrlPassword],
  ['seed_phrase', isSeedPhrase],
  ['base58_check', isBase58Check],
  ['wallet_address', isWalletAddress],
  ['base64_private_key', isBase64PrivateKey],
  ['pem_private_key', isPemPrivateKey],
  ['not_negated', isNotNegated],
  ['id_like', isIdLike],
  ['birth_date', isBirthDate],
  ['public_address', isPublicAddress],
  ['id_like_short', isShortIdLike],
  ['account_number', isAccountNumber],
  ['tax_number', isTaxNumber],
  ['amount', isAmount],
  ['person_name', (value) => isPersonName(value)],
]);
