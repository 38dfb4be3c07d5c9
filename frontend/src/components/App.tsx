import { Toaster } from 'sonner';
import { useTheme } from '../hooks/useTheme';
import { Files } from './Files';
import { Header } from './Header';
import { NotebookColumn } from './NotebookColumn';
import { StatusBar } from './StatusBar';

export function App() {
  const [theme, toggleTheme] = useTheme();
  return (
    <div className="page">
      <Header theme={theme} toggleTheme={toggleTheme} />
      <div className="middle">
        <Files />
        <main className="scroll">
          <NotebookColumn />
        </main>
      </div>
      <StatusBar />
      <Toaster theme={theme} position="bottom-right" visibleToasts={3} />
    </div>
  );
}
