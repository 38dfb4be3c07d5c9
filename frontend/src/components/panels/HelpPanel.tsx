import { Keyboard } from 'lucide-react';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';

export default function HelpPanel() {
  const t = useWords();
  const perform = useCommands();
  return (
    <div className="help">
      <p>{t('panel.helpRun')}</p>
      <p>{t('panel.helpFiles')}</p>
      <p>{t('panel.helpMove')}</p>
      <p>{t('panel.helpKept')}</p>
      <button type="button" className="button" onClick={() => perform('showKeys')}>
        <Keyboard aria-hidden size={15} /> {t('command.showKeys')}
      </button>
    </div>
  );
}
