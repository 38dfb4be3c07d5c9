import './styles/fonts.css';
import './styles/tokens.css';
import './styles/header.css';
import './styles/files.css';
import './styles/page.css';
import './styles/cell.css';
import './styles/output.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './components/App';
import { open } from './core/store';
import { CellhiveContext } from './hooks/useCellhive';

const cellhive = open((import.meta.env.VITE_BACKEND_URL ?? '').replace(/\/$/, ''), localStorage);
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <CellhiveContext value={cellhive}>
      <App />
    </CellhiveContext>
  </StrictMode>,
);
