// The flows, one function each; its name is what it shows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cell, ended, focusIsIn, openWith, output, run, says, write } from './notebook.mjs';

const EXAMPLES = new URL('../../examples/', import.meta.url);

async function printAppears({ page, url }) {
  await openWith(page, url, 'print("from the sandbox", 6 * 7)');
  await run(page, 1);
  await says(page, 1, 'from the sandbox 42');
  await ended(page, 1, /Done/);
  await says(page, 1, /peak \d+/);
}

async function keysRunAndGoOn({ page, url }) {
  await openWith(page, url, 'print("one")');
  await page.getByLabel('Add a code cell here').last().click();
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

/** A running cell stops when it is deleted; brought back, it says so. */
async function deletingARunningCellCanBeUndone({ page, url }) {
  await openWith(page, url, 'import time\nfor i in range(60):\n    print("tick", i)\n    time.sleep(1)');
  await run(page, 1);
  await page.locator('.outputs').getByText('tick 0').waitFor();
  await cell(page, 1).hover();
  await cell(page, 1).getByLabel('Delete this cell').click();
  await page.waitForTimeout(2500);
  await page.locator('[data-sonner-toast][data-front=true]').getByRole('button', { name: 'Undo' }).click();
  await ended(page, 1, /stopped by you/);
  assert.match(await output(page, 1), /tick 0/);
}

async function outputAppearsWhileTheProgramSleeps({ page, url }) {
  await openWith(page, url, 'import time\nprint("early")\ntime.sleep(5)\nprint("late")');
  await run(page, 1);
  await page.locator('.outputs').getByText('early').waitFor();
  assert.match(await cell(page, 1).getByRole('status').innerText(), /Running/);
  assert.doesNotMatch(await output(page, 1), /late/);
  await ended(page, 1, /Done/);
  assert.match(await output(page, 1), /late/);
}

async function anErrorShowsTheStudentsLine({ page, url }) {
  await openWith(page, url, 'x = 1\n\ndef f():\n    return y\nf()');
  await run(page, 1);
  await ended(page, 1, /stopped with an error/);
  const shown = await output(page, 1);
  assert.match(shown, /NameError: name 'y' is not defined/);
  assert.match(shown, /Cell 1, line 4/);
  assert.doesNotMatch(shown, /site-packages|IPython/);
}

/** Line numbers run on from cell to cell; an error names the number that stands in the gutter. */
async function anErrorNamesTheNumberInTheGutter({ page, url }) {
  await openWith(page, url, 'a = 1\nb = 2\nc = 3');
  await page.getByLabel('Add a code cell here').last().click();
  await write(page, 2, 'd = 4\nprint(e)');
  await run(page, 2);
  await ended(page, 2, /stopped with an error/);
  assert.match(await output(page, 2), /Cell 2, line 5/);
  await cell(page, 2).locator('.cm-gutterElement').getByText('5', { exact: true }).waitFor();
}

async function anEndlessLoopIsStopped({ page, url }) {
  await openWith(page, url, 'print("begun")\nwhile True: pass');
  await run(page, 1);
  await page.locator('.outputs').getByText('begun').waitFor();
  await cell(page, 1).getByLabel('Stop this cell').click();
  await ended(page, 1, /stopped by you/);
  assert.match(await output(page, 1), /begun/);
}

async function aReloadInTheMiddleShowsEverything({ page, url }) {
  await openWith(page, url, 'import time\nfor i in range(6):\n    print("tick", i)\n    time.sleep(1)');
  await run(page, 1);
  await page.locator('.outputs').getByText('tick 1').waitFor();
  await page.waitForTimeout(500);
  await page.reload();
  await ended(page, 1, /Done/);
  assert.equal((await output(page, 1)).trim(), Array.from({ length: 6 }, (_, i) => `tick ${i}`).join('\n'));
}

async function aBlockedWebSocketIsNoTrouble({ page, url }) {
  await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => socket.close());
  await openWith(page, url, 'import time\nprint("early")\ntime.sleep(3)\nprint("late")');
  await page.getByText('Polling').waitFor();
  await run(page, 1);
  await page.locator('.outputs').getByText('early').waitFor();
  assert.doesNotMatch(await output(page, 1), /late/);
  await ended(page, 1, /Done/);
  assert.match(await output(page, 1), /late/);
}

async function aLostNetworkIsMended({ page, context, url }) {
  await openWith(page, url, 'import time\nfor i in range(8):\n    print("tick", i)\n    time.sleep(1)');
  await page.getByText('Live', { exact: true }).waitFor();
  await run(page, 1);
  await page.locator('.outputs').getByText('tick 0').waitFor();
  await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => socket.close());
  await context.setOffline(true);
  await page.reload({ timeout: 2000 }).catch(() => undefined);
  await context.setOffline(false);
  await page.goto(url);
  await ended(page, 1, /Done/);
  assert.match(await output(page, 1), /tick 0\ntick 1[^]*tick 7/);
}

async function anUnreachableServerIsSaid({ page, context, url }) {
  await openWith(page, url, 'print("back")');
  await page.getByText('Live', { exact: true }).waitFor();
  await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => socket.close());
  await context.route('**/api/**', (route) => route.abort());
  await page.reload();
  await page.getByText(/Offline since \d+:\d+/).waitFor();
  await run(page, 1);
  await says(page, 1, 'The server cannot be reached');
  await context.unroute('**/api/**');
  await page.getByText('Polling').waitFor();
  await run(page, 1);
  await ended(page, 1, /Done/);
}

/** The server's answer is played: nobody stops Docker under the other flows. */
async function dockerBeingDownIsSaid({ page, url }) {
  const reason = 'Docker is not running on any worker.';
  const base = { name: 'base', title: 'Base', python: '3.11', packages: [], available: false, reason };
  await page.route('**/api/v1/runtimes', (route) => route.fulfill({ json: { runtimes: [base] } }));
  await page.goto(url);
  await page.locator('.note', { hasText: `No runtime is ready, so nothing can run yet. ${reason}` }).waitFor();
  const choice = page.getByLabel('Runtime').locator('option', { hasText: reason });
  assert.equal(await choice.isDisabled(), true);
}

async function runAllStopsAtTheFirstError({ page, url }) {
  await openWith(page, url, 'print("one")');
  for (const [index, code] of ['1/0', 'print("three")'].entries()) {
    await page.getByLabel('Add a code cell here').last().click();
    await write(page, index + 2, code);
  }
  await page.getByRole('button', { name: 'Run all' }).click();
  await ended(page, 1, /Done/);
  await says(page, 2, 'ZeroDivisionError');
  await page.getByRole('button', { name: 'Run all' }).waitFor();
  assert.equal(await cell(page, 3).locator('.footer').count(), 0);
}

async function filesGoAlongAndOversizedOnesAreRefused({ page, url }) {
  await openWith(page, url, 'print(open("hello.txt").read())\nopen("made.csv", "w").write("a,b")');
  await page.getByLabel('Add files').setInputFiles([
    { name: 'hello.txt', mimeType: 'text/plain', buffer: Buffer.from('read from a file') },
    { name: 'big.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(6 * 1024 * 1024) },
  ]);
  await page.getByText('over the 5 MB limit for one file').waitFor();
  await page.locator('.files').getByText('ready').waitFor();
  await run(page, 1);
  await says(page, 1, 'read from a file');
  const waiting = page.waitForEvent('download');
  await cell(page, 1).getByText('Download made.csv').click();
  assert.equal(readFileSync(await (await waiting).path(), 'utf8'), 'a,b');
}

async function deletingCanBeUndone({ page, url }) {
  await openWith(page, url, 'print("kept")');
  await cell(page, 1).hover();
  await cell(page, 1).getByLabel('Delete this cell').click();
  assert.equal(await cell(page, 1).count(), 0);
  await page.locator('[data-sonner-toast][data-front=true]').getByRole('button', { name: 'Undo' }).click();
  await says(page, 1, 'kept');
}

async function hostileOutputStaysText({ page, url }) {
  const code = [
    'from IPython.display import display, HTML, SVG',
    'print("<img src=x onerror=parent.hacked=1>")',
    'display(HTML("<script>parent.hacked=1</script><b onclick=parent.hacked=1>bold</b><img src=x onerror=parent.hacked=1>"))',
    "display(SVG(\"<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><script>parent.hacked=1</script></svg>\"))",
  ].join('\n');
  await openWith(page, url, code);
  await run(page, 1);
  await ended(page, 1, /Done/);
  await page.frameLocator('iframe.foreign:not(.paper)').getByText('bold').click();
  for (const frame of await page.locator('iframe').all()) assert.equal(await frame.getAttribute('sandbox'), '');
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.match(await output(page, 1), /<img src=x/);
}

/** Every example of the repository, with its files, in the page. */
async function everyExampleRuns({ page, url }) {
  const examples = JSON.parse(readFileSync(new URL('examples.json', EXAMPLES), 'utf8'));
  await openWith(page, url, '');
  await page.getByLabel('Size').selectOption('large');
  const files = [...new Set(examples.flatMap((example) => example.files))];
  await page.getByLabel('Add files').setInputFiles(files.map((file) => new URL(file, EXAMPLES).pathname));
  for (const example of examples) {
    await page.getByLabel('Runtime').selectOption(example.runtime);
    await write(page, 1, readFileSync(new URL(example.file, EXAMPLES), 'utf8'));
    await run(page, 1);
    await ended(page, 1, /Done/);
    const shown = await output(page, 1);
    for (const part of example.expect.stdoutContains) assert.ok(shown.includes(part), `${example.file}: ${part}`);
    assert.equal(await cell(page, 1).locator('.figure img').count(), example.expect.figures, example.file);
    for (const name of example.expect.artifacts)
      assert.ok(shown.includes(`Download ${name}`), `${example.file}: ${name}`);
  }
}

/** A page with every state, at three widths and in both themes; nothing may scroll sideways. */
async function looksRightAtEveryWidth({ page, url, shots }) {
  await page.goto(url);
  await cell(page, 2).getByRole('textbox').waitFor();
  const more = [
    'import pandas as pd\npd.DataFrame({"day": ["2025-01-01", "2025-01-02"], "rain": [0.0, 2.4]})',
    'df = 1\nprint(hot)',
    'import time, sys\nprint("careful", file=sys.stderr)\ntime.sleep(60)',
  ];
  for (const [index, code] of more.entries()) {
    await page.getByLabel('Add a code cell here').last().click();
    await write(page, index + 3, code);
  }
  await page.getByLabel('Add files').setInputFiles(new URL('examples.json', EXAMPLES).pathname);
  for (const number of [1, 2, 3, 4, 5]) await run(page, number);
  for (const number of [1, 2, 3]) await ended(page, number, /Done/);
  await cell(page, 2).locator('.figure img').waitFor();
  await page.frameLocator('iframe.foreign').getByText('rain').waitFor();
  await says(page, 5, 'careful');
  await cell(page, 2).getByRole('textbox').click();
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [1440, 820, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 1000 });
      await page.waitForTimeout(200);
      await page.screenshot({ path: `${shots}/page-${width}-${scheme}.png` });
      const [inside, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(inside <= window, `${width} px: ${inside} px wide`);
    }
  }
  await cell(page, 5).getByLabel('Stop this cell').click();
  await ended(page, 5, /stopped by you/);
}

export const flows = [
  printAppears,
  keysRunAndGoOn,
  outputAppearsWhileTheProgramSleeps,
  anErrorShowsTheStudentsLine,
  anErrorNamesTheNumberInTheGutter,
  anEndlessLoopIsStopped,
  aReloadInTheMiddleShowsEverything,
  aBlockedWebSocketIsNoTrouble,
  aLostNetworkIsMended,
  anUnreachableServerIsSaid,
  dockerBeingDownIsSaid,
  runAllStopsAtTheFirstError,
  filesGoAlongAndOversizedOnesAreRefused,
  deletingCanBeUndone,
  deletingARunningCellCanBeUndone,
  hostileOutputStaysText,
  everyExampleRuns,
  looksRightAtEveryWidth,
];
