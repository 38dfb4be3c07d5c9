import { lazy, Suspense, useCallback, useEffect, useRef } from 'react';
import { usePage } from '../hooks/useCellhive';
import { useArrivals } from '../hooks/useArrivals';
import { CommandsContext, useKeys } from '../hooks/useCommands';
import { useOpenFile } from '../hooks/useOpenFile';
import { usePerform } from '../hooks/usePerform';
import { useTheme } from '../hooks/useTheme';
import { useWords } from '../hooks/useWords';
import { whenIdle } from '../hooks/whenIdle';
import { Banners } from './Banners';
import { Header } from './header/Header';
import { loadTheRest } from './later';
import { NotebookColumn } from './NotebookColumn';
import { PanelHost } from './panels/PanelHost';
import { Rail } from './panels/Rail';
import { StatusBar } from './StatusBar';
import { Guard } from './ui/Guard';

const Toasts = lazy(() => whenIdle().then(() => import('./Toasts')));
const Palette = lazy(() => import('./dialogs/Palette'));
const KeysSheet = lazy(() => import('./dialogs/KeysSheet'));
const ShareSheet = lazy(() => import('./dialogs/ShareSheet'));
const ReceivedSheet = lazy(() => import('./dialogs/ReceivedSheet'));
const PrintView = lazy(() => import('./print/PrintView'));

export function App() {
  const t = useWords();
  const [theme, toggleTheme] = useTheme();
  const picker = useRef<HTMLInputElement>(null);
  const openFile = useOpenFile();
  const choose = useCallback(() => picker.current?.click(), []);
  const perform = usePerform(toggleTheme, choose);
  useKeys(perform);
  useArrivals(openFile);
  useEffect(() => void loadTheRest(), []);
  const id = usePage((page) => page.id);
  const dialog = usePage((page) => page.view.dialog);
  const offered = usePage((page) => page.offered);
  const printing = usePage((page) => page.view.printing);
  const elsewhere = usePage((page) => page.holder === 'elsewhere');
  return (
    <CommandsContext value={perform}>
      <div className="page" hidden={printing}>
        <Header theme={theme} />
        <Banners />
        <div className="middle">
          <Rail />
          <PanelHost />
          <main className="scroll" inert={elsewhere}>
            <Guard sentence={t('problem.page')}>
              <NotebookColumn key={id} />
            </Guard>
          </main>
        </div>
        <StatusBar />
      </div>
      <input
        ref={picker}
        type="file"
        accept=".ipynb,.py"
        hidden
        aria-label={t('command.open')}
        onChange={(event) => {
          void openFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Guard key={`${dialog} ${printing}`} sentence={t('problem.page')}>
        <Suspense fallback={null}>
          {dialog === 'palette' && <Palette />}
          {dialog === 'keys' && <KeysSheet />}
          {dialog === 'share' && <ShareSheet />}
          {offered && <ReceivedSheet offered={offered} />}
          {printing && <PrintView />}
        </Suspense>
      </Guard>
      <Suspense fallback={null}>
        <Toasts theme={theme} />
      </Suspense>
    </CommandsContext>
  );
}
