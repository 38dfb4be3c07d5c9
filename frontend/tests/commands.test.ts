import { describe, expect, it } from 'vitest';
import { COMMANDS, commandFor, nameOf, written, type Group, type Press } from '../src/core/commands';
import { matching } from '../src/core/text/matching';

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const all: Group[] = ['cell', 'writing', 'anywhere'];

describe('keys', () => {
  it.each<[Press, string, string | null]>([
    [press('a'), '', 'addAbove'],
    [press('d'), '', null],
    [press('d'), 'd', 'delete'],
    [press('d'), 'a', null],
    [press('D', { shiftKey: true }), '', 'duplicate'],
    [press('Enter', { ctrlKey: true }), '', 'run'],
    [press('Enter', { metaKey: true }), '', 'run'],
    [press('Enter', { shiftKey: true }), '', 'runAndGoOn'],
    [press('Enter', { ctrlKey: true, shiftKey: true }), '', 'runAll'],
    [press('?', { shiftKey: true }), '', 'showKeys'],
    [press('k', { ctrlKey: true }), '', 'showPalette'],
    [press('k'), '', 'previous'],
    [press('ArrowDown', { altKey: true }), '', 'moveDown'],
    [press('c', { ctrlKey: true }), '', null],
    [press('z', { ctrlKey: true }), '', null],
  ])('%j after %j: %s', (key, before, command) => expect(commandFor(key, before, all)).toBe(command));

  it('of a selected cell do nothing elsewhere', () => {
    expect(commandFor(press('a'), '', ['anywhere'])).toBeNull();
  });

  it('stand for one command each', () => {
    const keys = Object.values(COMMANDS).flatMap((command) => command.keys as readonly string[]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are written as the keyboard names them', () => {
    expect(nameOf(press('K', { ctrlKey: true, shiftKey: true }))).toBe('Mod+Shift+K');
    expect([written('Mod+Enter', false), written('Mod+K', true), written('ArrowUp', false)]).toEqual([
      'Ctrl+Enter',
      '⌘+K',
      '↑',
    ]);
  });
});

it('commands are found by parts of their names, with or without marks, those that begin so first', () => {
  const names = ['Hücreyi çalıştır', 'Tüm hücreleri çalıştır', 'Yeni defter', 'Çalışan her şeyi durdur'];
  const find = (wanted: string) => matching(wanted, names, (name) => name);
  expect(find('calis')).toEqual(['Çalışan her şeyi durdur', 'Hücreyi çalıştır', 'Tüm hücreleri çalıştır']);
  expect(find('tum CALISTIR')).toEqual(['Tüm hücreleri çalıştır']);
  expect(find('nothing')).toEqual([]);
});
