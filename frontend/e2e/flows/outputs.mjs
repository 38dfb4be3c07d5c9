// What a program shows, in all its kinds. One function a flow; its name is what it shows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { addCode, cell, choose, ended, openWith, output, run, write } from '../notebook.mjs';

export async function aDataFrameIsATableThatSorts({ page, url }) {
  const code = 'import pandas as pd\npd.DataFrame({"city": ["Bolu", "Ankara", "Çorum"], "rain": [12.5, 9.0, None]})';
  await openWith(page, url, code, 'base');
  await run(page, 1);
  await ended(page, 1, /Done/);
  const table = cell(page, 1).locator('.data table');
  const cities = () => table.locator('tbody tr td:nth-child(2)').allInnerTexts();
  await table.getByRole('button', { name: 'rain' }).click();
  assert.deepEqual(await cities(), ['Ankara', 'Bolu', 'Çorum']);
  await table.getByRole('button', { name: 'rain' }).press('Enter');
  assert.deepEqual(await cities(), ['Bolu', 'Ankara', 'Çorum']);
  assert.match(await output(page, 1), /3 rows × 2 columns/);
  const waiting = page.waitForEvent('download');
  await cell(page, 1).getByText('Download CSV').click();
  assert.equal(
    readFileSync(await (await waiting).path(), 'utf8'),
    '\ufeff,city,rain\r\n0,Bolu,12.5\r\n1,Ankara,9.0\r\n2,Çorum,NaN\r\n',
  );
}

export async function aLongTableDrawsOnlyWhatIsSeen({ page, url }) {
  const code = 'import pandas as pd\npd.set_option("display.max_rows", None)\npd.DataFrame({"n": range(5000)})';
  await openWith(page, url, code, 'base');
  await run(page, 1);
  await ended(page, 1, /Done/);
  const scroller = cell(page, 1).locator('.data-scroll');
  assert.ok((await scroller.locator('tbody tr').count()) < 150);
  await scroller.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await scroller.getByText('4999').first().waitFor();
}

export async function progressFiguresAndFormulasAreShown({ page, url }) {
  const code = [
    'import sys, time, matplotlib.pyplot as plt',
    'from IPython.display import Latex, JSON, Markdown, display',
    'for i in range(5):\n    print(f"\\r{i * 25}% done", end="", flush=True); time.sleep(0.1)',
    'print("\\n\\033[31mred\\033[0m"); print("careful", file=sys.stderr)',
    'for i in range(2):\n    plt.plot([1, 2]); plt.title(f"Run {i}"); plt.xlabel("step"); plt.show()',
    'display(Latex("$$x^2$$")); display(JSON({"deep": {"er": [1]}}))',
    'display(Markdown("**strong** ![gone](http://127.0.0.1:1/x.png)"))',
  ].join('\n');
  await openWith(page, url, code, 'base');
  await run(page, 1);
  await ended(page, 1, /Done/);
  const shown = cell(page, 1).locator('.outputs');
  assert.match(await shown.locator('.text').first().innerText(), /^100% done\nred/);
  assert.equal(await shown.locator('.ansi-red').innerText(), 'red');
  assert.equal(
    await shown
      .locator('.stderr')
      .innerText()
      .then((text) => text.trim()),
    'careful',
  );
  assert.equal(await shown.locator('.figure img').first().getAttribute('alt'), 'Run 0, x: step');
  await shown.locator('.katex').waitFor();
  await shown.locator('strong', { hasText: 'strong' }).waitFor();
  assert.ok(!(await shown.locator('img[alt=gone]').getAttribute('src')));
  await shown.getByText('deep').click();
  await shown.getByText('er', { exact: false }).last().waitFor();
  await shown.getByRole('button', { name: 'Enlarge: Run 1' }).click();
  await page.getByRole('dialog').getByText('Close').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
}

export async function anErrorsPlaceIsALink({ page, url }) {
  await openWith(page, url, 'a = 1');
  await addCode(page);
  await write(page, 2, 'def f(x):\n    return y\nf(1)');
  await run(page, 2);
  await ended(page, 2, /stopped with an error/);
  await cell(page, 2).getByRole('button', { name: 'Cell 2, line 3' }).click();
  await page.waitForFunction(() => getSelection().toString() === '    return y');
}

/** The card names the limit and the line, leads there, and offers more where that is allowed. */
export async function aStopIsExplained({ page, url }) {
  await openWith(page, url, 'a = 1');
  await addCode(page);
  await write(page, 2, 'import subprocess\nps = [subprocess.Popen(["sleep", "5"]) for _ in range(100)]');
  await choose(page, /^Small/);
  await run(page, 2);
  await ended(page, 2, /too many processes/);
  const card = cell(page, 2).getByRole('group', { name: 'Too many processes' });
  assert.match(await card.innerText(), /more than 50 processes[^]*line 3[^]*50 \/ 50/);
  await card.getByRole('button', { name: 'Go to line 3' }).click();
  await page.waitForFunction(() => getSelection().toString().startsWith('ps = '));
  await write(page, 2, 'x = bytearray(400_000_000)\nprint("enough")');
  await run(page, 2);
  await ended(page, 2, /out of memory/);
  await cell(page, 2).getByRole('button', { name: 'Restart with 512' }).click();
  await cell(page, 2).locator('.outputs').getByText('enough').waitFor();
  await page.getByRole('button', { name: /^Runtime:.*Medium/ }).waitFor();
}
