// What the attacks are made with: the built programs as processes, raw HTTP (fetch may not set Host), a real nginx, and the processor time of a process.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

// No attack is measured by the clock: a busy machine is slow, and that proves nothing. This only ends what would never end.
export const patience = 600_000;

const children = [];
const folders = [];

export const sleep = milliseconds => new Promise(done => setTimeout(done, milliseconds));

export function freePort() {
  return new Promise(done => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

export function folder() {
  const made = mkdtempSync(join(tmpdir(), 'ccgbot-attack-'));
  folders.push(made);
  return made;
}

export function home() {
  const made = folder();
  for (const name of ['appsettings.json', 'prompts', 'seeds']) {
    cpSync(join(root, name), join(made, name), { recursive: true });
  }
  return made;
}

const environment = (at, settings) => ({
  ...process.env,
  CCGBOT_HOME: at,
  CCGBOT_KEYS: join(at, 'keys'),
  ASPNETCORE_ENVIRONMENT: 'Production',
  Retrieval__Dense__Enabled: 'false',
  ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name.replaceAll(':', '__'), String(value)])),
});

// A host that outlives a file size limit (the signal is ignored, the write fails), as one outlives a full disk.
export async function startHost(program, settings = {}) {
  const at = home();
  const host = { home: at, output: '', gone: null };
  const child = spawn('bash', ['-c', `trap '' XFSZ; exec dotnet "$0" --urls http://127.0.0.1:0`, program], { cwd: at, env: environment(at, settings) });
  children.push(child);
  host.pid = child.pid;
  host.stop = signal => child.kill(signal);
  host.ended = new Promise(done => child.on('exit', (code, signal) => done((host.gone = { code, signal }))));
  const hear = text => (host.output += text);
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const end = Date.now() + patience;
  while (!/Now listening on: (\S+)/.test(host.output)) {
    if (host.gone || Date.now() > end) {
      throw new Error(`The host did not start:\n${host.output}`);
    }
    await sleep(50);
  }
  host.port = Number(new URL(/Now listening on: (\S+)/.exec(host.output)[1]).port);
  return host;
}

export async function heard(host, pattern, milliseconds = patience) {
  const end = Date.now() + milliseconds;
  while (!pattern.test(host.output) && Date.now() < end && !host.gone) {
    await sleep(50);
  }
  return pattern.exec(host.output);
}

export function run(program, at, args, signalAfter) {
  const child = spawn('dotnet', [program, ...args], { cwd: at, env: environment(at, {}) });
  children.push(child);
  const ran = { output: '', pid: child.pid };
  child.stdout.on('data', text => (ran.output += text));
  child.stderr.on('data', text => (ran.output += text));
  ran.ended = new Promise(done => child.on('exit', (code, signal) => done({ code, signal })));
  if (signalAfter !== undefined) {
    setTimeout(() => child.kill('SIGTERM'), signalAfter);
  }
  ran.kill = () => child.kill('SIGKILL');
  return ran;
}

// With nothing but proxy_pass, which is how most people put nginx in front: Host is then the upstream's own, and no X-Forwarded header is added.
export async function startNginx(upstream) {
  const at = folder();
  const port = await freePort();
  writeFileSync(join(at, 'nginx.conf'), `
    ${process.getuid() === 0 ? 'user root;' : ''}
    pid ${at}/nginx.pid;
    error_log ${at}/error.log;
    events {}
    http {
      access_log off;
      client_body_temp_path ${at}/body; proxy_temp_path ${at}/proxy; fastcgi_temp_path ${at}/f; uwsgi_temp_path ${at}/u; scgi_temp_path ${at}/s;
      server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${upstream}; } }
    }`);
  const child = spawn('nginx', ['-p', at, '-c', join(at, 'nginx.conf'), '-e', join(at, 'error.log'), '-g', 'daemon off;'], { stdio: 'ignore', detached: true });
  child.group = true;
  children.push(child);
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    try {
      await request(port, '/healthz');
      return port;
    } catch {
      await sleep(100);
    }
  }
  throw new Error('nginx did not start');
}

export const hasNginx = () => spawnSync('nginx', ['-v']).status === 0;

/** @returns {Promise<{status:number, headers:object, body:string}>} */
export function request(port, path, { method = 'GET', headers = {}, body, signal } = {}) {
  return new Promise((done, failed) => {
    const sent = http.request({ host: '127.0.0.1', port, path, method, headers, signal, timeout: patience, agent: false }, answer => {
      const chunks = [];
      answer.on('data', chunk => chunks.push(chunk));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() }));
      answer.on('error', failed);
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', failed);
    sent.end(body);
  });
}

export const post = (port, path, value, headers = {}) =>
  request(port, path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof value === 'string' ? value : JSON.stringify(value) });

// Seconds of processor time that a process has used, its threads together.
export function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export function size(path) {
  return !existsSync(path) ? 0 : statSync(path).isDirectory() ? readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0) : statSync(path).size;
}

export function limitFileSize(pid, bytes) {
  if (spawnSync('prlimit', [`--fsize=${bytes}:`, '--pid', String(pid)]).status !== 0) {
    throw new Error('prlimit (util-linux) is needed');
  }
}

// nginx's workers outlive a master that is killed, so its whole group is: whoever waits for the end of our output would wait for them.
function end(child) {
  try {
    child.group ? process.kill(-child.pid, 'SIGKILL') : child.kill('SIGKILL');
  } catch {
    // It is gone already.
  }
}

export function cleanUp() {
  for (const child of children) {
    end(child);
  }
  for (const made of folders) {
    try {
      rmSync(made, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // A process that is just ending may still write: the system clears its temporary folder.
    }
  }
}

export { existsSync, join, mkdirSync, readdirSync, resolve, writeFileSync };
