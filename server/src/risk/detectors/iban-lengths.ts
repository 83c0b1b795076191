/** Countries by the length of their IBANs (SWIFT IBAN registry), with the territories that use those of France, Finland and Britain. */
const countriesOf: Readonly<Record<number, string>> = {
  15: 'NO',
  16: 'BE',
  18: 'AX DK FI FK FO GL NL SD',
  19: 'MK SI',
  20: 'AT BA EE KZ LT LU MN XK',
  21: 'CH HR LI LV',
  22: 'BG BH CR DE GB GE GG IE IM JE ME RS VA',
  23: 'AE GI IL IQ OM SO TL',
  24: 'AD CZ ES MD PK RO SA SE SK TN VG',
  25: 'LY PT ST',
  26: 'IS TR',
  27: 'BI BL DJ FR GF GP GR IT MC MF MQ MR NC PF PM RE SM TF WF YT',
  28: 'AL AZ BY CY DO GT HN HU LB NI PL SV',
  29: 'BR EG PS QA UA',
  30: 'JO KW MU YE',
  31: 'MT SC',
  32: 'LC',
  33: 'RU',
};

/** The length of the IBAN of each country, by its two letters. */
export const ibanLengths: ReadonlyMap<string, number> = new Map(
  Object.entries(countriesOf).flatMap(([length, countries]) =>
    countries.split(' ').map((country) => [country, Number(length)] as const),
  ),
);
