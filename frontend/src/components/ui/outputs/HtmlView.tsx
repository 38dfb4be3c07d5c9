import { useMemo } from 'react';
import { readDataFrame } from '../../../core/tables/dataframe';
import { htmlHeight } from '../../../core/text/extent';
import { DataTable } from './DataTable';
import { ForeignFrame } from './ForeignFrame';

/** HTML of a program: a data frame as a table of ours, anything else in a frame that it cannot leave. */
export function HtmlView({ html, cell }: { html: string; cell: number }) {
  const table = useMemo(() => readDataFrame(html), [html]);
  if (table) return <DataTable table={table} cell={cell} />;
  return <ForeignFrame markup={html} cell={cell} height={htmlHeight(html)} />;
}
