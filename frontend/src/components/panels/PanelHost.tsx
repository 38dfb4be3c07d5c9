import { X } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { PANEL_WIDTH, withinWidth, type Panel } from '../../core/view';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { Guard } from '../ui/Guard';
import { FilesPanel } from './FilesPanel';

const CONTENT: Record<Panel, React.ComponentType> = {
  files: FilesPanel,
  variables: lazy(() => import('./VariablesPanel')),
  outline: lazy(() => import('./OutlinePanel')),
  history: lazy(() => import('./HistoryPanel')),
  examples: lazy(() => import('./ExamplesPanel')),
  help: lazy(() => import('./HelpPanel')),
};

const NARROW = '(max-width: 1023px)';

/** The open panel: beside the notebook, over it on a narrow screen, a sheet from below on a phone. */
export function PanelHost() {
  const t = useWords();
  const { show } = useCellhive();
  const panel = usePage((page) => page.view.panel);
  const width = usePage((page) => page.view.panelWidth);
  const elsewhere = usePage((page) => page.holder === 'elsewhere');
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // why: on a narrow screen the panel lies over the notebook, and the keyboard must find it.
    if (panel !== null && matchMedia(NARROW).matches) place.current?.focus();
  }, [panel]);
  useEffect(() => {
    const narrow = matchMedia(NARROW);
    const close = () => narrow.matches && show({ panel: null });
    narrow.addEventListener('change', close);
    return () => narrow.removeEventListener('change', close);
  }, [show]);
  if (panel === null) return null;
  const Content = CONTENT[panel];
  return (
    <>
      <div className="panel-shade" aria-hidden onClick={() => show({ panel: null })} />
      <aside
        ref={place}
        className="panel-place"
        aria-label={t(`panel.${panel}`)}
        tabIndex={-1}
        onKeyDown={(event) => event.key === 'Escape' && show({ panel: null })}
      >
        <div className="panel" style={{ '--panel-width': `${width}px` } as React.CSSProperties}>
          <div className="panel-head">
            <h2>{t(`panel.${panel}`)}</h2>
            <button
              type="button"
              className="icon-button"
              aria-label={t('panel.close')}
              title={t('panel.close')}
              onClick={() => show({ panel: null })}
            >
              <X aria-hidden size={15} />
            </button>
          </div>
          <div inert={elsewhere}>
            <Guard key={panel} sentence={t('problem.page')}>
              <Suspense fallback={null}>
                <Content />
              </Suspense>
            </Guard>
          </div>
        </div>
        <Edge width={width} onWidth={(next) => show({ panelWidth: withinWidth(next) })} />
      </aside>
    </>
  );
}

const STEP = 16;

/** The edge of the panel, to be dragged or moved with the arrows. */
function Edge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const t = useWords();
  const start = useRef<{ x: number; width: number } | null>(null);
  const move = (event: PointerEvent) => start.current && onWidth(start.current.width + event.clientX - start.current.x);
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by !== undefined) onWidth(width + by);
  };
  return (
    <div
      className="panel-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('panel.width')}
      aria-valuenow={width}
      aria-valuemin={PANEL_WIDTH.least}
      aria-valuemax={PANEL_WIDTH.most}
      tabIndex={0}
      onKeyDown={keys}
      onDoubleClick={() => onWidth(PANEL_WIDTH.usual)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={move}
      onPointerUp={() => (start.current = null)}
    />
  );
}
