import './styles/fonts.css';
import './styles/tokens.css';
import './styles/page.css';
import './styles/header.css';
import './styles/panel.css';
import './styles/menu.css';
import './styles/cell.css';
import './styles/text.css';
import './styles/output.css';
import './styles/table.css';
import './styles/stop.css';
import './styles/session.css';
import './styles/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { connect } from '#server';
import { App } from './components/App';
import { loadEditor } from './components/editor/loadEditor';
import { open } from './core/store';
import { i18n, speakPreferred } from './core/words';
import { CellhiveContext } from './hooks/useCellhive';

speakPreferred(localStorage);
// why here: it comes while the notebook is read.
void loadEditor().catch(() => undefined);
const cellhive = await open(connect());
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <CellhiveContext value={cellhive}>
        <App />
      </CellhiveContext>
    </I18nextProvider>
  </StrictMode>,
);
