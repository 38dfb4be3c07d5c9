import type { TFunction } from 'i18next';
import { hintOf, type Hint } from '../core/verdict/hint';
import { usePage } from '../hooks/useCellhive';
import { useWords } from '../hooks/useWords';

/** One sentence about this place, under an error whose own words cannot know it. */
export function ErrorHint({ ename, evalue }: { ename: string; evalue: string }) {
  const t = useWords();
  const runtimes = usePage((page) => page.runtimes);
  const hint = hintOf(ename, evalue, runtimes);
  return hint && <p className="error-hint">{sentence(t, hint)}</p>;
}

function sentence(t: TFunction, hint: Hint): string {
  switch (hint.kind) {
    case 'otherRuntime':
      return t('hint.otherRuntime', { module: hint.module, runtimes: hint.runtimes });
    case 'noModule':
      return t('hint.noModule', { module: hint.module });
    case 'noFile':
      return t('hint.noFile', { name: hint.name });
    case 'noNetwork':
      return t('hint.noNetwork');
  }
}
