import 'katex/dist/katex.min.css';
import rehypeKatex from 'rehype-katex';

/** Draws formulas; apart from the rest, because most texts have none. */
export default rehypeKatex;
