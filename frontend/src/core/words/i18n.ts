import { createInstance } from 'i18next';
import en from './en';
import tr from './tr';

export const catalogues = { en, tr };

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** The catalogues; every sentence of the page comes from here. */
export const i18n = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en }, tr: { translation: tr } },
  // why: React escapes, and the page sets no HTML from words.
  interpolation: { escapeValue: false },
  initAsync: false,
});
void i18n.init();
