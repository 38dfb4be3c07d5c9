import { bytes, timeOfDay } from '../text/format';
import { catalogues, i18n } from './i18n';

export { catalogues, i18n };
export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as Language[];

const KEY = 'cellhive.language';

i18n.services.formatter?.add('bytes', (size: number) => bytes(size));
i18n.services.formatter?.add('time', (at: number) => timeOfDay(at));

/** The words for a key in the language of now. Components use the hook useWords, which follows a change of language. */
export const t = i18n.t;

/** The reader's choice, else the first of the browser's languages that the page speaks, else English. */
export function preferred(chosen: string | null, browser: readonly string[]): Language {
  const wanted = [chosen ?? '', ...browser].map((tag) => tag.split('-')[0]?.toLowerCase());
  return languages.find((language) => language === wanted.find((tag) => languages.includes(tag as Language))) ?? 'en';
}

/** Speaks the language that this browser prefers. */
export function speakPreferred(storage: Storage): void {
  speak(preferred(storage.getItem(KEY), navigator.languages));
}

/** Changes the language and remembers it. */
export function choose(storage: Storage, language: Language): void {
  storage.setItem(KEY, language);
  speak(language);
}

function speak(language: Language): void {
  void i18n.changeLanguage(language);
  document.documentElement.lang = language;
}
