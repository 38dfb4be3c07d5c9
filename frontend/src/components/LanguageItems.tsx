import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { choose, languages, type Language } from '../core/words';
import { useWords } from '../hooks/useWords';

const NAMES: Record<Language, string> = { en: 'English', tr: 'Türkçe' };

/** Which language the page speaks; remembered in this browser. */
export function LanguageItems() {
  const t = useWords();
  const { i18n } = useTranslation();
  return (
    <DropdownMenu.RadioGroup
      aria-label={t('page.language')}
      value={i18n.language}
      onValueChange={(language) => choose(localStorage, language as Language)}
    >
      {languages.map((language) => (
        <DropdownMenu.RadioItem key={language} className="menu-item" value={language} lang={language}>
          <span className="menu-mark">
            <DropdownMenu.ItemIndicator>
              <Check aria-hidden size={14} />
            </DropdownMenu.ItemIndicator>
          </span>
          {NAMES[language]}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
