import { useTranslation } from 'react-i18next';
import { choose, languages, type Language } from '../core/words';
import { useWords } from '../hooks/useWords';

const NAMES: Record<Language, string> = { en: 'English', tr: 'Türkçe' };

/** Which language the page speaks; remembered in this browser. */
export function LanguageChoice() {
  const t = useWords();
  const { i18n } = useTranslation();
  return (
    <select
      className="language"
      aria-label={t('page.language')}
      value={i18n.language}
      onChange={(event) => choose(localStorage, event.target.value as Language)}
    >
      {languages.map((language) => (
        <option key={language} value={language} lang={language}>
          {NAMES[language]}
        </option>
      ))}
    </select>
  );
}
