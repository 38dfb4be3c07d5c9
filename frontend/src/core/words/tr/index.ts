import cell from './cell.json';
import file from './file.json';
import output from './output.json';
import page from './page.json';
import problem from './problem.json';
import runtime from './runtime.json';
import unit from './unit.json';
import verdict from './verdict.json';

export default { cell, file, output, page, problem, runtime, unit, verdict };
