import { Toaster } from 'sonner';
import { useTheme } from '../hooks/useTheme';
import { useWords } from '../hooks/useWords';
import { Files } from './Files';
import { Guard } from './ui/Guard';
import { Header } from './Header';
import { NotebookColumn } from './NotebookColumn';
import { StatusBar } from './StatusBar';

export function App() {
  const t = useWords();
  const [theme, toggleTheme] = useTheme();
  return (
    <div className="page">
      <Header theme={theme} toggleTheme={toggleTheme} />
      <div className="middle">
        <Guard sentence={t('problem.page')}>
          <Files />
        </Guard>
        <main className="scroll">
          <Guard sentence={t('problem.page')}>
            <NotebookColumn />
          </Guard>
        </main>
      </div>
      <StatusBar />
      <Toaster theme={theme} position="bottom-right" visibleToasts={3} />
    </div>
  );
}
