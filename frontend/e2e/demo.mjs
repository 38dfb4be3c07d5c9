// The demo without a server, from a plain static file server: npm run build:demo && node e2e/demo.mjs
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { chromium } from 'playwright-core';
import { cell, ended, output, run, write } from './notebook.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://demo');
  readFile(new URL(`../dist-demo${pathname === '/' ? '/index.html' : pathname}`, import.meta.url)).then(
    (body) => response.writeHead(200, { 'Content-Type': TYPES[extname(pathname || '.html')] ?? 'text/html' }).end(body),
    () => response.writeHead(404).end(),
  );
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage();
const asked = [];
page.on('request', (request) => asked.push(request.url()));
try {
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.getByText('plain Python runs in this browser').waitFor();
  assert.ok(!asked.some((url) => url.includes('pyodide')), 'Python comes with the first run');
  await write(page, 1, 'import sys\nx = 20\nopen("made.txt", "w").write("kept")\nprint(sys.platform)\nx + 1');
  await run(page, 1);
  await ended(page, 1, /Done/);
  assert.match(await output(page, 1), /emscripten[^]*21[^]*Download made.txt/);
  await write(page, 2, 'print(open("made.txt").read(), x)\nboom');
  await run(page, 2);
  await ended(page, 2, /stopped with an error/);
  assert.match(await output(page, 2), /kept 20[^]*NameError: name 'boom' is not defined[^]*Cell 2, line 7/);
  await write(page, 2, 'while True: pass');
  await run(page, 2);
  await cell(page, 2).getByText('Running').waitFor();
  await cell(page, 2).getByLabel('Stop this cell').click();
  await ended(page, 2, /stopped by you/);
  assert.ok(!asked.some((url) => url.includes('/api/')), 'nothing asks a server');
  console.log('The demo works.');
} finally {
  await browser.close();
  server.close();
}
