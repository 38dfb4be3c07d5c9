import block from './block.json';
import book from './book.json';
import cell from './cell.json';
import command from './command.json';
import demo from './demo.json';
import example from './example.json';
import file from './file.json';
import hint from './hint.json';
import output from './output.json';
import page from './page.json';
import panel from './panel.json';
import problem from './problem.json';
import runtime from './runtime.json';
import share from './share.json';
import server from './server.json';
import session from './session.json';
import stop from './stop.json';
import text from './text.json';
import unit from './unit.json';
import verdict from './verdict.json';

export default {
  block,
  book,
  cell,
  command,
  demo,
  example,
  file,
  hint,
  output,
  page,
  panel,
  problem,
  runtime,
  server,
  session,
  share,
  stop,
  text,
  unit,
  verdict,
};
