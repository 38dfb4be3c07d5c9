import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { afterEach, describe, expect, it } from 'vitest';
import { WhyStopped } from '../src/components/ui/WhyStopped';
import type { Stop } from '../src/core/verdict/stop';
import { i18n } from '../src/core/words';

const card = (stop: Stop) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <WhyStopped stop={stop} linesAbove={0} message="" onGoTo={() => {}} more={null} onAgain={() => {}} />
    </I18nextProvider>,
  );

describe('the card of a question that nobody answered', () => {
  afterEach(() => i18n.changeLanguage('en'));
  const stop: Stop = { kind: 'UNANSWERED', line: null, measure: null };
  it('says so, shows no meter, and offers to run again', () => {
    const shown = card(stop);
    expect(shown).toContain('Nobody answered it in time');
    expect(shown).toContain('Run again');
    expect(shown).not.toContain('<meter');
    expect(shown).not.toContain('loop');
  });
  it('says so in Turkish too', async () => {
    await i18n.changeLanguage('tr');
    expect(card(stop)).toContain('Yanıt gelmedi');
  });
});

describe('the card of a run that no worker came for', () => {
  afterEach(() => i18n.changeLanguage('en'));
  const stop: Stop = { kind: 'EXPIRED', line: null, measure: null };
  it('says so, whom to tell, and offers to run again', () => {
    const shown = card(stop);
    expect(shown).toContain('no computer was there that has this runtime');
    expect(shown).toContain('Tell your teacher');
    expect(shown).toContain('Run again');
    expect(shown).not.toContain('<meter');
  });
  it('says so in Turkish too', async () => {
    await i18n.changeLanguage('tr');
    expect(card(stop)).toContain('Öğretmeninize söyleyin');
  });
});

describe('the card of memory', () => {
  const measure = { used: 500 << 20, limit: 512 << 20, unit: 'bytes' } as const;
  it('says which line asked for most, not that it stopped there', () => {
    const shown = card({ kind: 'MEMORY_LIMIT', line: 4, measure });
    expect(shown).toContain('and was stopped. The largest request came from <b>line 4</b>.');
  });
  it('says when it was a process of the program', () => {
    const shown = card({ kind: 'PROCESS_MEMORY', line: null, measure });
    expect(shown).toContain('A process that your program started used more than');
    expect(shown).toContain('<meter');
  });
});
