import { describe, expect, it } from 'vitest';
import { Pictures } from '../src/core/library/pictures';
import { keepView, openView, PANEL_WIDTH, withinWidth } from '../src/core/view';

const storage = (kept: string | null) => ({ getItem: () => kept });

describe('the panel', () => {
  it('is open beside a wide notebook and never covers a narrow one at first', () => {
    expect(openView(storage(null), true).panel).toBe('files');
    expect(openView(storage('{"panel": "outline", "panelWidth": 300}'), false)).toMatchObject({
      panel: null,
      panelWidth: 300,
    });
  });

  it('is as it was left, closed too', () => {
    let kept = '';
    const write = { setItem: (_key: string, value: string) => void (kept = value) };
    keepView(write, { ...openView(storage(null), true), panel: null, panelWidth: 320 });
    expect(openView(storage(kept), true)).toMatchObject({
      panel: null,
      panelWidth: 320,
      dialog: null,
      printing: false,
    });
  });

  it('keeps a width that can be used, whatever was kept', () => {
    expect(withinWidth(10)).toBe(PANEL_WIDTH.least);
    expect(openView(storage('{"panelWidth": 9999}'), true).panelWidth).toBe(PANEL_WIDTH.most);
    expect(openView(storage('nonsense'), true).panelWidth).toBe(PANEL_WIDTH.usual);
  });
});

it.each([
  ['map.png', 'image/png', 10, null],
  ['map.svg', 'image/svg+xml', 10, 'map.svg is no picture'],
  ['map.png', 'image/png', 11 * 1024 * 1024, 'up to 10'],
])('a picture %s of type %s with %i bytes: %j', (name, type, size, why) => {
  const said = Pictures.objection({ name, type, size });
  if (why === null) expect(said).toBeNull();
  else expect(said).toContain(why);
});
