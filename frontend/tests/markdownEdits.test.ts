import { describe, expect, it } from 'vitest';
import { apply, link, withScheme, type MarkdownTool } from '../src/core/text/markdownEdits';

/** A text with its selection between bars: "a |b| c". */
function marked(text: string) {
  const from = text.indexOf('|');
  const to = text.lastIndexOf('|');
  return from === to
    ? { text: text.replace('|', ''), from, to: from }
    : { text: text.replaceAll('|', ''), from, to: to - 1 };
}

const after = (tool: MarkdownTool, text: string) => {
  const { text: all, from, to } = apply(tool, marked(text));
  return from === to
    ? `${all.slice(0, from)}|${all.slice(from)}`
    : `${all.slice(0, from)}|${all.slice(from, to)}|${all.slice(to)}`;
};

describe('the writing bar', () => {
  it.each<[MarkdownTool, string, string]>([
    ['bold', 'a |b| c', 'a **|b|** c'],
    ['bold', 'a **|b|** c', 'a |b| c'],
    ['italic', '|', '_|_'],
    ['code', 'use |x|', 'use `|x|`'],
    ['code', '|a\nb|', '```python\n|a\nb|\n```'],
    ['formula', '|x^2|', '$|x^2|$'],
    ['heading', 'Ti|tle', '# Title|'],
    ['heading', '# Ti|tle', '## Title|'],
    ['heading', '### Ti|tle', 'Title|'],
    ['bullets', '|a\nb|\nc', '|- a\n- b|\nc'],
    ['bullets', '|- a\n- b|', '|a\nb|'],
    ['numbers', '|a\nb|', '|1. a\n2. b|'],
    ['numbers', '|- a\n- b|', '|1. a\n2. b|'],
    ['numbers', '|1. a\n2. b|', '|a\nb|'],
  ])('%s: %j becomes %j', (tool, before, expected) => expect(after(tool, before)).toBe(expected));

  it('links the selection, with https:// where no scheme is said', () => {
    expect(link(marked('see |this|'), 'example.org/a').text).toBe('see [this](https://example.org/a)');
    expect(link(marked('|'), 'example.org').text).toBe('[example.org](https://example.org)');
  });

  it.each([
    ['http://e.org', 'http://e.org'],
    ['mailto:a@e.org', 'mailto:a@e.org'],
    ['#top', '#top'],
    ['e.org:8080/a', 'https://e.org:8080/a'],
  ])('the scheme of %j: %j', (address, expected) => expect(withScheme(address)).toBe(expected));
});
