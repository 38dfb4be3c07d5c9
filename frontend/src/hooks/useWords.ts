import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

/** The words of the page; renders again when the language changes. */
export function useWords(): TFunction {
  return useTranslation().t;
}
