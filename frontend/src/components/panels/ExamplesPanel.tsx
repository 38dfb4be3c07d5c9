import { upload } from '../../core/cells/uploads';
import { EXAMPLES, exampleFiles, exampleNotebook, type ExampleName } from '../../core/examples/gallery';
import { emptyNotebook } from '../../core/library/migration';
import { toast } from '../../hooks/toast';
import { useCellhive } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';

/** Ready notebooks, each opened as one of the reader's own. */
export default function ExamplesPanel() {
  const t = useWords();
  const { shelf, store, api, dispatch } = useCellhive();
  const open = async (name: ExampleName) => {
    await shelf?.create({ ...emptyNotebook(), ...exampleNotebook(name) });
    const files = () => store.getState().notebook.files;
    for (const file of exampleFiles(name))
      await upload(api, file, files, store.getState().limits?.upload ?? null, dispatch);
    toast(t('example.opened', { title: t(`example.${name}.title`) }));
  };
  return (
    <>
      <p className="hint">{t('example.hint')}</p>
      <ul className="examples">
        {EXAMPLES.map((name) => (
          <li key={name}>
            <button type="button" onClick={() => void open(name)}>
              <strong>{t(`example.${name}.title`)}</strong>
              <span>{t(`example.${name}.about`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
