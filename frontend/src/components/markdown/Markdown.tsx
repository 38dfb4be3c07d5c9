import { use, type ReactNode } from 'react';
import ReactMarkdown, { defaultUrlTransform, type Components, type Options } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { PythonCode } from './PythonCode';
import { StoredPicture } from './StoredPicture';

export interface MarkdownProps {
  text: string;
  /** What the name behind `attachment:` means: the id of a picture of this notebook. */
  pictures?: { id: string; name: string }[];
  /** Nothing is loaded from elsewhere: the text is a program's. */
  closed?: boolean;
}

type Plugins = NonNullable<Options['rehypePlugins']>;
let drawing: Promise<Plugins> | null = null;

/** What draws formulas, once it has been loaded. */
function drawFormulas(): Promise<Plugins> {
  drawing ??= import('./math').then((math) => [[math.default, { throwOnError: false, strict: false }]]);
  return drawing;
}

const ATTACHMENT = 'attachment:';

const schema: typeof defaultSchema = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-./, 'math-inline', 'math-display']],
  },
  protocols: { ...defaultSchema.protocols, src: ['http', 'https', 'data', 'attachment'] },
};

/** Data addresses only for pictures; a link with one could be a page that a stranger wrote. */
function address(url: string, key: string): string {
  if (key === 'src' && (url.startsWith(ATTACHMENT) || /^data:image\/(png|jpeg|gif|webp);/.test(url))) return url;
  return defaultUrlTransform(url);
}

/** why: a picture from elsewhere would tell its server what the program knows. */
function own(url: string, key: string): string {
  return key === 'src' && !url.startsWith('data:') ? '' : address(url, key);
}

/** GFM and formulas, made safe. Nothing of the text is ever HTML. The default export: loaded when a text is shown. */
export default function Markdown({ text, pictures = [], closed = false }: MarkdownProps) {
  const formulas = text.includes('$') ? use(drawFormulas()) : [];
  const components: Components = {
    a: ({ href, children }) => (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    ),
    img: ({ src, alt }) => {
      const name = typeof src === 'string' && src.startsWith(ATTACHMENT) ? decodeURIComponent(src.slice(11)) : null;
      const picture = pictures.find((one) => one.name === name);
      if (name !== null) return <StoredPicture id={picture?.id ?? ''} alt={alt ?? ''} />;
      return <img src={src} alt={alt ?? ''} loading="lazy" referrerPolicy="no-referrer" />;
    },
    code: ({ className, children }) =>
      /language-(python|py)\b/.test(className ?? '') ? <PythonCode code={textOf(children)} /> : <code>{children}</code>,
    table: ({ children }) => (
      <div className="md-table">
        <table>{children}</table>
      </div>
    ),
  };
  return (
    <div className="prose">
      <ReactMarkdown
        remarkPlugins={[remarkGfm, remarkMath]}
        rehypePlugins={[[rehypeSanitize, schema], ...formulas]}
        urlTransform={closed ? own : address}
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

function textOf(children: ReactNode): string {
  return String(children ?? '').replace(/\n$/, '');
}
