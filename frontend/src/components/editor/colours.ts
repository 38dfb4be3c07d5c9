import { tagHighlighter, tags } from '@lezer/highlight';

/** Which part of Python has which colour: in the editor, in texts and on paper. */
export const colours = tagHighlighter([
  { tag: tags.keyword, class: 'code-kw' },
  { tag: [tags.string, tags.special(tags.string)], class: 'code-str' },
  { tag: [tags.number, tags.bool, tags.null], class: 'code-num' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'code-fn' },
  { tag: tags.standard(tags.variableName), class: 'code-bi' },
  { tag: tags.comment, class: 'code-com' },
]);
