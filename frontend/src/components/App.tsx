import { Toaster } from 'sonner';
import { useTheme } from '../hooks/useTheme';
import { words } from '../core/words';
import { Files } from './Files';
import { Guard } from './ui/Guard';
import { Header } from './Header';
import { NotebookColumn } from './NotebookColumn';
import { StatusBar } from './StatusBar';

export function App() {
  const [theme, toggleTheme] = useTheme();
  return (
    <div className="page">
      <Header theme={theme} toggleTheme={toggleTheme} />
      <div className="middle">
        <Guard sentence={words.pageFault}>
          <Files />
        </Guard>
        <main className="scroll">
          <Guard sentence={words.pageFault}>
            <NotebookColumn />
          </Guard>
        </main>
      </div>
      <StatusBar />
      <Toaster theme={theme} position="bottom-right" visibleToasts={3} />
    </div>
  );
}
