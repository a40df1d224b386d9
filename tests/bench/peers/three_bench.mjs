// Runs the bench contract's scene in three.js on Chromium and prints one JSON object. Needs the Debian package chromium
// and an X display (Xvfb will do), so that WebGL runs on the system's own software GL.
//   node three_bench.mjs --scene FILE.glb --path FILE.path.json [--size 1280x720] [--lights 8] [--stride 4] [--shots DIR]
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({ options: {
  scene: { type: 'string' }, path: { type: 'string' }, size: { type: 'string', default: '1280x720' },
  lights: { type: 'string', default: '8' }, stride: { type: 'string', default: '4' }, shots: { type: 'string' } } });
const here = fileURLToPath(new URL('.', import.meta.url));
const [width, height] = values.size.split('x').map(Number);
const types = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json' };

const server = createServer((request, response) => {
  const url = request.url === '/' ? '/three_page.html' : request.url;
  const file = url === '/scene.glb' ? values.scene : url === '/path.json' ? values.path : join(here, url);
  try {
    const body = readFileSync(file);
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch { response.writeHead(404).end(); }
}).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));

// A process and all its descendants.
function tree(root) {
  const children = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
    } catch { /* it ended meanwhile */ }
  }
  const found = [root];
  for (let i = 0; i < found.length; i++) found.push(...(children.get(found[i]) ?? []));
  return found;
}

// Whether a process still runs; one that only waits to be reaped does not.
function alive(pid) {
  try { return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')); } catch { return false; }
}

// Proportional memory of a process and all its descendants, in KiB.
function treeKib(root) {
  let sum = 0;
  for (const pid of tree(root)) {
    try { sum += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]); } catch { /* ended */ }
  }
  return sum;
}

const profile = mkdtempSync(join(tmpdir(), 'peer-'));
const began = Date.now();
const browser = spawn('/usr/bin/chromium', ['--headless=new', '--no-sandbox', '--use-angle=gl', '--use-gl=angle', '--ignore-gpu-blocklist',
  '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', `--user-data-dir=${profile}`, `--window-size=${width},${height + 100}`, '--remote-debugging-port=0', 'about:blank'],
  { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1' } });
const endpoint = await new Promise((done, refuse) => {
  let text = '';
  browser.stderr.on('data', (data) => { text += data; const hit = /ws:\/\/\S+/.exec(text); if (hit) done(hit[0]); });
  browser.on('exit', () => refuse(new Error(`chromium ended: ${text}`)));
});
let peak = 0;
const watch = setInterval(() => { peak = Math.max(peak, treeKib(browser.pid)); }, 200);
const connection = await chromium.connectOverCDP(endpoint);
const page = connection.contexts()[0].pages()[0];
page.on('pageerror', (error) => console.error(String(error)));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForFunction(() => window.ready);
const result = await page.evaluate((options) => window.runBench(options),
  { width, height, lights: Number(values.lights), stride: Number(values.stride), shots: Boolean(values.shots) });
peak = Math.max(peak, treeKib(browser.pid));
clearInterval(watch);
result.pictures.forEach((url, i) => writeFileSync(join(values.shots, `three-${i}.png`), Buffer.from(url.split(',')[1], 'base64')));
const sorted = [...result.ms].sort((a, b) => a - b);
const at = (q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
console.log(JSON.stringify({ viewer: 'three.js', renderer: result.renderer, samples: result.samples, frames: sorted.length,
  p50: at(0.5), p95: at(0.95), max: sorted.at(-1), unwarmed_max: Math.max(...result.unwarmed), draws: result.draws, triangles: result.triangles,
  load_ms: result.loadMs, first_frame_ms: result.epochFirst - began, peak_kib: peak }));
await connection.close();
server.close();
// The browser's helper processes write into the profile until they too have ended.
const processes = tree(browser.pid);
browser.kill();
for (let waited = 0; processes.some(alive); waited += 100) {
  if (waited === 10000) processes.filter(alive).forEach((pid) => { try { process.kill(pid, 'SIGKILL'); } catch { /* ended */ } });
  if (waited === 15000) throw new Error(`processes of the browser do not end: ${processes.filter(alive).join(' ')}`);
  await new Promise((done) => setTimeout(done, 100));
}
rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
