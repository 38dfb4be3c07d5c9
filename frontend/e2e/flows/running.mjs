// Running cells and what comes of it. One function a flow; its name is what it shows.
import assert from 'node:assert/strict';
import { addCode, cell, ended, focusIsIn, openWith, output, run, says, write } from '../notebook.mjs';

export async function printAppears({ page, url }) {
  await openWith(page, url, 'print("from the sandbox", 6 * 7)');
  await run(page, 1);
  await says(page, 1, 'from the sandbox 42');
  await ended(page, 1, /Done/);
  await says(page, 1, /peak \d+/);
}

export async function keysRunAndGoOn({ page, url }) {
  await openWith(page, url, 'print("one")');
  await addCode(page);
  await write(page, 2, 'print("two")');
  await cell(page, 1).getByRole('textbox').press('Shift+Enter');
  await focusIsIn(page, 2);
  await cell(page, 2).getByRole('textbox').press('Control+Enter');
  await says(page, 1, 'one');
  await says(page, 2, 'two');
  await ended(page, 2, /Done/);
  await cell(page, 2).getByRole('textbox').press('Shift+Enter');
  await focusIsIn(page, 3);
}

export async function outputAppearsWhileTheProgramSleeps({ page, url }) {
  await openWith(page, url, 'import time\nprint("early")\ntime.sleep(5)\nprint("late")');
  await run(page, 1);
  await page.locator('.outputs').getByText('early').waitFor();
  assert.match(await cell(page, 1).getByRole('status').innerText(), /Running/);
  assert.doesNotMatch(await output(page, 1), /late/);
  await ended(page, 1, /Done/);
  assert.match(await output(page, 1), /late/);
}

export async function anErrorShowsTheStudentsLine({ page, url }) {
  await openWith(page, url, 'x = 1\n\ndef f():\n    return y\nf()');
  await run(page, 1);
  await ended(page, 1, /stopped with an error/);
  const shown = await output(page, 1);
  assert.match(shown, /NameError: name 'y' is not defined/);
  assert.match(shown, /Cell 1, line 4/);
  assert.doesNotMatch(shown, /site-packages|IPython/);
}

/** What the error's own words cannot know: which runtime has the module, and where files come from. */
export async function anErrorSaysWhatToDoHere({ page, url }) {
  await openWith(page, url, 'import numpy');
  await run(page, 1);
  await ended(page, 1, /stopped with an error/);
  assert.match(await output(page, 1), /“numpy” is not part of this runtime\. Choose Base or ML in/);
  await write(page, 1, 'open("marks.csv")');
  await run(page, 1);
  await page.getByText('Add “marks.csv” in the Files panel').waitFor();
}

/** Line numbers run on from cell to cell; an error names the number that stands in the gutter. */
export async function anErrorNamesTheNumberInTheGutter({ page, url }) {
  await openWith(page, url, 'a = 1\nb = 2\nc = 3');
  await addCode(page);
  await write(page, 2, 'd = 4\nprint(e)');
  await run(page, 2);
  await ended(page, 2, /stopped with an error/);
  assert.match(await output(page, 2), /Cell 2, line 5/);
  await cell(page, 2).locator('.cm-gutterElement').getByText('5', { exact: true }).waitFor();
}

export async function anEndlessLoopIsStopped({ page, url }) {
  await openWith(page, url, 'print("begun")\nwhile True: pass');
  await run(page, 1);
  await page.locator('.outputs').getByText('begun').waitFor();
  await cell(page, 1).getByLabel('Stop this cell').click();
  await ended(page, 1, /stopped by you/);
  assert.match(await output(page, 1), /begun/);
}

export async function runAllStopsAtTheFirstError({ page, url }) {
  await openWith(page, url, 'print("one")');
  for (const [index, code] of ['1/0', 'print("three")'].entries()) {
    await addCode(page);
    await write(page, index + 2, code);
  }
  await page.getByRole('button', { name: 'Run all' }).click();
  await ended(page, 1, /Done/);
  await says(page, 2, 'ZeroDivisionError');
  await says(page, 3, 'Not executed: a cell above stopped');
  assert.equal(await cell(page, 3).locator('.outputs').count(), 0);
}
