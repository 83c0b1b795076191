import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferences } from '../lib/preferences.ts';

type Texts = Record<string, unknown>;
const files = import.meta.glob<{ default: Texts }>('./*/*.json');

async function readTexts(language: string, part: string): Promise<Texts> {
  const load = files[`./${language}/${part}.json`];
  if (load === undefined) throw new Error(`no texts ${language}/${part}`);
  return (await load()).default;
}

/** Texts come as one file for each language and part of the console, when that part is opened. */
const fromFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  // It waits for a promise, which its types do not say.
  // oxlint-disable-next-line typescript/no-misused-promises
  read: readTexts,
};

export async function startTexts(): Promise<void> {
  await i18next
    .use(fromFiles)
    .use(initReactI18next)
    .init({
      lng: preferences().language,
      fallbackLng: false,
      // There is `zh-CN` and no `zh`.
      load: 'currentOnly',
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** The words that all parts share, in a language that is not shown. */
export async function addCommonTexts(language: 'en' | 'zh-CN'): Promise<void> {
  if (i18next.hasResourceBundle(language, 'common')) return;
  i18next.addResourceBundle(language, 'common', await readTexts(language, 'common'));
}

export async function changeLanguage(language: 'en' | 'zh-CN'): Promise<void> {
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}
