import { describe, expect, it } from 'vitest';
import * as africaAndMiddleEast from '../../src/risk/validators/ids/africa-and-middle-east.ts';
import * as americas from '../../src/risk/validators/ids/americas.ts';
import * as asiaPacific from '../../src/risk/validators/ids/asia-pacific.ts';
import { ean13, mod11And10, verhoeff } from '../../src/risk/validators/ids/digits.ts';
import * as easternEurope from '../../src/risk/validators/ids/eastern-europe.ts';
import * as northernEurope from '../../src/risk/validators/ids/northern-europe.ts';
import { isVatNumber } from '../../src/risk/validators/ids/vat-number.ts';
import * as westernEurope from '../../src/risk/validators/ids/western-europe.ts';

/** Numbers that authorities, standards and encyclopaedias print as examples. */
const published: Readonly<Record<string, readonly string[]>> = {
  isSpanishNif: ['12345678Z', '99999999R', 'X1234567L', '54362315K'],
  isSpanishCif: ['A58818501', 'Q2876031B', 'B58378431'],
  isPortugueseNif: ['501964843', '502757191'],
  isFrenchNir: ['295109912611193', '253072B07300470', '255081416802538'],
  isGermanTaxId: ['36574261809', '65929970489', '86095742719'],
  isItalianCodiceFiscale: ['RSSMRA85T10A562S', 'RCCMNL83S18D969H'],
  isDutchBsn: ['111222333', '123456782'],
  isBelgianNationalNumber: ['85073003328', '93051822361', '17073003384'],
  isAustrianSvnr: ['1237010180'],
  isSwissAhv: ['7569217076985', '7561234567897'],
  isIrishPps: ['6433435F', '6433435OA', '1234567T', '1234567FA'],
  isNhsNumber: ['9434765919', '9876543210', '4010232137'],
  isUkUtr: ['1955839661'],
  isGreekAmka: ['01013099997'],
  isSwedishPersonnummer: ['8112289874', '198112289874', '6408233234'],
  isNorwegianFodselsnummer: ['15108695088', '09053426694', '26028338723'],
  isFinnishHetu: ['131052-308T', '010594Y9032'],
  isIcelandicKennitala: ['1201743399', '4504013150'],
  isBalticCode: ['36805280109', '33309240064'],
  isPolishPesel: ['44051401359', '02070803628'],
  isPolishNip: ['8567346215', '1234563218'],
  isPolishRegon: ['192598184', '123456785', '12345678512347'],
  isCzechBirthNumber: ['7103192745'],
  isHungarianTaxId: ['8071592153'],
  isRomanianCnp: ['1630615123457', '1800101221144'],
  isBulgarianEgn: ['7523169263', '8032056031', '7501020018'],
  isCroatianOib: ['33392005961', '69435151530'],
  isJmbg: ['0101006500006'],
  isUkrainianTaxId: ['1759013776'],
  isRussianInn: ['7707083893', '500100732259'],
  isRussianSnils: ['11223344595'],
  isBrazilianCpf: ['39053344705', '52998224725'],
  isBrazilianCnpj: ['16727230000197', '11222333000181'],
  isMexicanCurp: ['BOXW310820HNERXN09'],
  isMexicanRfc: ['GODE561231GR8'],
  isChileanRut: ['125319092', '760864285'],
  isArgentineCuit: ['20267565393', '20055361682'],
  isCanadianSin: ['123456782', '130692544'],
  isAadhaar: ['234123412346', '298448863364'],
  isGstin: ['27AAPFU0939F1ZV'],
  isSingaporeNric: ['S1234567D', 'T1234567J', 'F1234567N', 'G1234567X', 'M1234567K'],
  isHongKongId: ['A1234563', 'AB9876543', 'C1234569'],
  isTaiwanId: ['A123456789', 'A800000014'],
  isMyNumber: ['123456789018'],
  isKoreanRrn: ['9710139019902'],
  isThaiId: ['1101700230708'],
  isAustralianTfn: ['123456782', '876543210'],
  isAustralianAbn: ['51824753556', '83914571673'],
  isAustralianMedicare: ['2123456701', '2428778132'],
  isNewZealandIrd: ['49091850', '35901981'],
  isSouthAfricanId: ['8001015009087', '7503305044089'],
  isIsraeliId: ['000000018', '123456782'],
  isTurkishId: ['10000000146', '17291716060'],
  isSaudiId: ['1101798278'],
  isIranianCode: ['0499370899', '0790419904'],
};

/** Without a check digit: what they are told by. */
const shapes: Readonly<Record<string, { readonly right: readonly string[]; readonly wrong: readonly string[] }>> = {
  isUkNino: { right: ['AB123456C', 'JG103759A'], wrong: ['GB123456C', 'AB123456E', 'QQ123456C', 'AO123456C'] },
  isDanishCpr: { right: ['2110625629'], wrong: ['3213625629', '2113625629'] },
  isIndianPan: { right: ['AAAPL1234C', 'AAPFU0939F'], wrong: ['AAADL1234C', 'AAAPL123C'] },
  isMyKad: { right: ['901231145678'], wrong: ['901331145678', '901231605678'] },
  isIndonesianNik: { right: ['3174095708920001'], wrong: ['3174099908920001'] },
  isUsItin: { right: ['912703456'], wrong: ['912453456', '812703456'] },
  isUsEin: { right: ['943177549'], wrong: ['073177549', '003177549'] },
  isEmiratesId: { right: ['784198012345678'], wrong: ['784198012345679', '123198012345678'] },
};

const checks = new Map<string, (id: string) => boolean>(
  [westernEurope, northernEurope, easternEurope, americas, asiaPacific, africaAndMiddleEast].flatMap((region) =>
    Object.entries(region),
  ),
);

/** Each other digit for a digit, each other letter for a letter. */
function neighbours(id: string, at: number): string[] {
  const alphabet = /\d/.test(id.charAt(at)) ? '0123456789' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return Array.from(alphabet)
    .filter((one) => one !== id.charAt(at))
    .map((one) => id.slice(0, at) + one + id.slice(at + 1));
}

describe('the check digits of identity and tax numbers', () => {
  it('are all tested here', () => {
    expect([...checks.keys()].sort()).toEqual([...Object.keys(published), ...Object.keys(shapes)].sort());
  });

  it.each(Object.entries(published))('%s accepts what is published and little of what is near', (name, ids) => {
    const check = checks.get(name)!;
    for (const id of ids) {
      expect(check(id), id).toBe(true);
      // One place from the end no birth day and no kind stands: at most one other digit may pass.
      expect(neighbours(id, id.length - 2).filter(check).length, `near ${id}`).toBeLessThan(2);
      expect(check(''), 'nothing').toBe(false);
      expect(check(id.slice(1)), `shorter than ${id}`).toBe(false);
    }
  });

  it.each(Object.entries(shapes))('%s keeps to its shape', (name, { right, wrong }) => {
    const check = checks.get(name)!;
    for (const id of right) expect(check(id), id).toBe(true);
    for (const id of wrong) expect(check(id), id).toBe(false);
  });

  it('follow their standards', () => {
    expect(verhoeff('2363')).toBe(true);
    expect(verhoeff('2364')).toBe(false);
    expect(mod11And10('0794')).toBe(false);
    expect(mod11And10('07945')).toBe(true);
    expect(ean13('4006381333931')).toBe(true);
    expect(ean13('4006381333932')).toBe(false);
  });

  it('a VAT number has the shape of its country', () => {
    for (const id of [
      'DE136695976',
      'FR40303265045',
      'NL123456789B01',
      'ATU12345678',
      'XI123456789',
      'CHE123456789MWST',
    ])
      expect(isVatNumber(id), id).toBe(true);
    for (const id of ['DE13669597', 'XX136695976', 'NL123456789', 'AT12345678', 'DE1366959761'])
      expect(isVatNumber(id), id).toBe(false);
  });
});
