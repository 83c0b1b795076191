import { isCnResidentId } from '../validators/national-ids.ts';
import type { NumberKind } from './named-number.ts';
import { wordList } from './word-list.ts';

/**
 * ICAO Doc 9303: at most nine places; mostly digits with one to three letters in all but a few countries; German
 * ones since 2007 are letters without vowels and digits.
 */
function isPassportNumber(compact: string): boolean {
  if (/^[CFGHJK][CFGHJKLMNPRTV-Z0-9]{8}$/.test(compact)) return /\d.*\d/.test(compact);
  return /^[A-Z0-9]{6,10}$/.test(compact) && compact.replace(/\D/g, '').length >= 5;
}

export const passportKinds: readonly NumberKind[] = [
  {
    names: [],
    short: wordList(`
      passport, passport number, passport_number, passportnumber, passport no, passport_no,
      travel document, passeport, reisepass, pasaporte, passaporte, passaporto, paspoort, paszport,
      pass-nr, pass no, pass. no, pass number, паспорт, 护照, 护照号, 护照号码, 護照, 旅行证件, 旅券番号, パスポート, 여권
    `),
    checks: [isPassportNumber],
    isCapital: true,
  },
];

/** United Kingdom (DVLA): five of the surname, birth day with the sex in it, initials, check. */
const isUkLicence = (id: string): boolean =>
  /^[A-Z9]{5}\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z0-9]{3}$/.test(id);
/** Several American states: a letter of the surname and 7 to 14 digits. */
const isLetterAndDigits = (id: string): boolean => /^[A-Z]\d{7,14}$/.test(id);
/** Germany: the authority, a serial, a check digit, the number of the copy. */
const isGermanLicence = (id: string): boolean => /^[A-Z]\d{2}[A-Z0-9]{6}\d[A-Z0-9]$/.test(id);
const isLong = (id: string): boolean => /^[A-Z0-9]{6,18}$/.test(id) && id.replace(/\D/g, '').length >= 5;

const named = wordList(`
      driver's licence, driver's license, driver’s license, driver’s licence, drivers license,
      drivers licence, driver license, driver licence, driving license, driving licence, driver_license,
      driver_licence, drivers_license, driving_license, driving_licence, driverlicense, driverlicence,
      driverslicense, driverslicence, drivinglicense, drivinglicence, driver-license, driving-licence,
      driver lic, driver's lic, drivers lic, dl#, dl #, dl no, dl number, dl_number, dl_no, dlnumber, dl num, dln, führerschein, fuehrerschein,
      permis de conduire, permiso de conducir, licencia de conducir, carta de condução, patente di guida,
      rijbewijs, prawo jazdy, körkort, 驾驶证, 驾照, 驾驶执照, 驾驶證, 駕駛執照, 駕照, 运转免许, 運転免許, 운전면허
    `);

export const drivingLicenceKinds: readonly NumberKind[] = [
  { names: [], short: named, checks: [isCnResidentId, isLong] },
  {
    names: [],
    short: wordList(`
      license number, license_number, licensenumber, licence number, licence_number, licencenumber,
      license no, license_no, licence no, licence_no, permit number, dl, 准驾
    `),
    checks: [isUkLicence, isLetterAndDigits, isGermanLicence],
    isCapital: true,
  },
  { names: [], short: ['licence'], checks: [isUkLicence], isCapital: true },
];

/** Letters and digits mixed, five to ten of them. */
function isPlate(compact: string): boolean {
  return /^[A-Z0-9]{5,10}$/.test(compact) && /[A-Z]/.test(compact) && /\d/.test(compact);
}

/** United Kingdom since 2001: two letters, the half-year, three letters. */
const isUkPlate = (compact: string): boolean => /^[A-Z]{2}\d{2}[A-Z]{3}$/.test(compact);

export const plateKinds: readonly NumberKind[] = [
  {
    names: [],
    short: wordList(`
      license plate, licence plate, number plate, registration plate, license_plate, licence_plate,
      number_plate, licenseplate, licenceplate, numberplate, plate number, plate_number, platenumber,
      plate no, plate_no, plate:, plate #, car plate, vehicle plate, plates, plate, lic plate, license tag, tag number, vehicle registration,
      vehicle_registration, vehicleregistration, car registration, registration mark, reg plate,
      vehicle reg, kennzeichen, immatriculation, matrícula, targa, kenteken, rejestracyjny,
      registreringsnummer, 车牌, 车牌号, 车牌号码, 車牌, 号牌, 牌照, ナンバープレート, 차량번호
    `),
    checks: [isPlate],
    isCapital: true,
  },
  {
    country: 'GB',
    names: [],
    short: wordList('registration, registration number, registration no, reg no, reg number, reg, vrm, vrn'),
    checks: [isUkPlate],
    isCapital: true,
  },
];
