// Attacks on the built programs, as a stranger on the internet would make them: run again at every change (./test does, and counts them).
//   node tests/attack/attack.mjs [--web FILE.dll] [--cli FILE.dll] [--only WORDS]
// The last line is "N passed, N failed". Needs dotnet, nginx and prlimit; the programs must be built.
import {
  cleanUp, cpu, existsSync, freePort, hasNginx, heard, home, join, limitFileSize, mkdirSync, post, readdirSync, request, resolve, root, run, size, sleep, startHost,
  startNginx, writeFileSync,
} from './lib.mjs';

const option = (name, otherwise) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise);
const program = (name, project) => resolve(option(name, either(project)));
const built = (project, configuration) => join(root, 'src', project, 'bin', configuration, 'net10.0', `${project}.dll`);
const either = project => [built(project, 'Debug'), built(project, 'Release')].find(existsSync) ?? built(project, 'Debug');
const web = program('--web', 'CcgBot.Web');
const cli = program('--cli', 'CcgBot.Cli');
const only = option('--only', '');

const key = 'an-operator-key-for-attacks';
const secret = 'a-direct-line-secret-for-attacks';
const pages = ['/evidence', '/gaps', '/feedback', '/curated', `/evidence/${'0'.repeat(32)}`];

// More than this much processor time for one request, and a few visitors hold the machine. Ours take hundredths of a second.
const mostSeconds = 8;

let passed = 0;
let failed = 0;

async function attack(name, act) {
  if (!name.includes(only)) {
    return;
  }
  try {
    const said = await act();
    passed++;
    console.log(`held   ${name}${said ? `: ${said}` : ''}`);
  } catch (error) {
    failed++;
    console.log(`BROKEN ${name}: ${error.message}`);
  }
}

function expect(condition, otherwise) {
  if (!condition) {
    throw new Error(otherwise);
  }
}

async function cost(host, act) {
  const before = cpu(host.pid);
  const result = await act();
  return { result, seconds: cpu(host.pid) - before };
}

// 150 kB of what once took minutes, in a form that the caps let through, and in one that they refuse.
const nearlyAnAddress = length => 'a'.repeat(length) + ' @';
const turns = (text, count) => Array.from({ length: count }, (_, i) => ({ role: i % 2 ? 'assistant' : 'user', content: text }));
const manyWords = (first, count) => Array.from({ length: count }, (_, i) => `w${first + i}x`).join(' ');

function restored(value) {
  const { status, body } = value;
  expect(status === 200 && JSON.parse(body).kind, `an ordinary question then got ${status}`);
}

const ordinary = host => post(host.port, '/api/ask', { question: 'Who led the research?' });

async function openHost() {
  const development = await freePort();
  const host = await startHost(web, {
    'Bot:AllowAnonymousDevelopment': 'true', 'Bot:DevelopmentPort': development, 'DirectLine:Secrets:0': secret, 'Web:AsksPerMinute': '100000',
  });
  // The first answers pay for what is loaded and compiled.
  for (let i = 0; i < 3; i++) {
    await ordinary(host);
  }
  return { host, development };
}

async function time(host) {
  for (const [name, body] of [
    ['100 kB without an end in the history', { question: 'Who?', history: [{ role: 'user', content: nearlyAnAddress(100_000) }] }],
    ['the largest history of such text that is let in', { question: 'Who?', history: turns(nearlyAnAddress(15_000), 16) }],
    ['60,000 different words in the history', { question: 'And who led it, and what did it cost?', history: [{ role: 'user', content: manyWords(0, 60_000) }] }],
    ['the largest question and scenario', { question: nearlyAnAddress(3_990), scenario: nearlyAnAddress(3_990) }],
    ['a question of nothing but brackets', { question: '('.repeat(3_990) }],
    ['a question of digits', { question: '1'.repeat(3_990) }],
    ['a question of spaces before a mark', { question: `Who${' '.repeat(3_900)}?` }],
    ['a question of capitals', { question: 'A '.repeat(1_990) }],
    ['a question of questions', { question: 'who is it? '.repeat(360) }],
  ]) {
    await attack(`time: ${name}`, async () => {
      const { result, seconds } = await cost(host, () => post(host.port, '/api/ask', body));
      expect(seconds < mostSeconds, `${seconds.toFixed(1)} s of processor time (status ${result.status})`);
      expect(result.status < 500, `status ${result.status}`);
      return `status ${result.status}, ${seconds.toFixed(2)} s of processor time`;
    });
  }

  await attack('time: the same through Direct Line', async () => {
    const bearer = { authorization: `Bearer ${secret}` };
    const { conversationId } = JSON.parse((await post(host.port, '/v3/directline/conversations', {}, bearer)).body);
    const { result, seconds } = await cost(host, () => post(host.port, `/v3/directline/conversations/${conversationId}/activities`,
      { type: 'message', from: { id: 'dl_attacker' }, text: nearlyAnAddress(100_000), value: { question: nearlyAnAddress(100_000) } }, bearer));
    expect(seconds < mostSeconds, `${seconds.toFixed(1)} s of processor time (status ${result.status})`);
    return `status ${result.status}, ${seconds.toFixed(2)} s of processor time`;
  });

  await attack('time: nobody waits for the answer', async () => {
    const before = cpu(host.pid);
    for (let i = 0; i < 20; i++) {
      const leave = new AbortController();
      const asked = request(host.port, '/api/ask', {
        method: 'POST', headers: { 'content-type': 'application/json' }, signal: leave.signal,
        body: JSON.stringify({ question: nearlyAnAddress(3_900), history: turns(nearlyAnAddress(12_000), 20) }),
      }).catch(() => {});
      await sleep(20);
      leave.abort();
      await asked;
    }
    restored(await ordinary(host));
    const used = cpu(host.pid) - before;
    expect(used < 20, `${used.toFixed(1)} s of processor time went on answers to nobody`);
    return `${used.toFixed(2)} s of processor time for 20 who left`;
  });
}

async function files() {
  const at = home();
  await attack('ingest: a line of spaces without an end', async () => {
    mkdirSync(join(at, 'spaces'));
    writeFileSync(join(at, 'spaces', 'one.txt'), `Published${' '.repeat(1_000_000)}x\n\nA paragraph of the article that says something.\n`);
    const ingest = run(cli, at, ['ingest', join(at, 'spaces'), '--index', join(at, 'index')]);
    const end = Date.now() + 120_000;
    let used = 0;
    const done = ingest.ended.then(() => true);
    while (!(await Promise.race([done, sleep(500).then(() => false)]))) {
      try {
        used = cpu(ingest.pid);
      } catch {
        break;
      }
      if (used > 60 || Date.now() > end + 480_000) {
        ingest.kill();
        throw new Error(`${used.toFixed(0)} s of processor time and no end`);
      }
    }
    const { code } = await ingest.ended;
    expect(code === 0 || code === 1, `exit ${code}: ${ingest.output}`);
    return `exit ${code}, ${used.toFixed(1)} s of processor time`;
  });

  await attack('ingest: SIGTERM ends it', async () => {
    mkdirSync(join(at, 'many'));
    writeFileSync(join(at, 'many', 'a.txt'), Array.from({ length: 200_000 }, (_, i) => `Line ${i} of a very long article (${i}) by Dr A. B. Name on 16 November 2012 at £${i}m.\n`).join('\n'));
    const ingest = run(cli, at, ['ingest', join(at, 'many'), '--index', join(at, 'index-many')], 6_000);
    const before = Date.now();
    const ended = await Promise.race([ingest.ended, sleep(300_000)]);
    if (!ended) {
      ingest.kill();
    }
    expect(ended, 'it went on for five minutes');
    return `exit ${ended.code ?? ended.signal}, ${((Date.now() - before) / 1000).toFixed(0)} s after its start`;
  });

  await attack('ask: a history file of 20 MB is refused in a line', async () => {
    writeFileSync(join(at, 'history.json'), JSON.stringify([{ role: 'user', content: nearlyAnAddress(20_000_000) }]));
    const asked = run(cli, at, ['ask', 'Who?', '--history', join(at, 'history.json'), '--index', join(at, 'index')]);
    const ended = await Promise.race([asked.ended, sleep(300_000)]);
    if (!ended) {
      asked.kill();
    }
    expect(ended?.code === 2, `exit ${ended?.code ?? 'never'}`);
    expect(/history\.json: larger than/.test(asked.output), asked.output);
  });
}

async function operators(host, development) {
  const spoofs = [
    {}, { host: '127.0.0.1' }, { host: 'localhost' }, { host: `[::1]:${host.port}` }, { 'x-forwarded-for': '127.0.0.1' }, { 'x-forwarded-for': '::1', 'x-forwarded-host': 'localhost' },
    { forwarded: 'for=127.0.0.1;host=localhost' }, { 'x-real-ip': '127.0.0.1' }, { 'x-operator-key': '' }, { authorization: 'Bearer ' }, { authorization: 'Bearer null' },
    { cookie: 'ccgbot-operator=' }, { cookie: `ccgbot-operator=${'0'.repeat(64)}` }, { 'x-original-for': '127.0.0.1' }, { 'x-forwarded-for': '203.0.113.5' },
  ];
  const closed = async (port, how) => {
    let tried = 0;
    for (const page of pages) {
      for (const headers of spoofs) {
        const { status } = await request(port, page, { headers });
        // Too many tries is a refusal as well.
        expect(status === 401 || status === 403 || status === 429, `${page} with ${JSON.stringify(headers)} ${how} answered ${status}`);
        tried++;
      }
    }
    return `${tried} tries refused`;
  };

  await attack('operators: being on this machine opens nothing', () => closed(host.port, 'from this machine'));

  const proxy = hasNginx() ? await startNginx(host.port) : null;
  await attack('operators: nor does nginx as it comes', () => {
    expect(proxy, 'nginx is not installed');
    return closed(proxy, 'through nginx');
  });

  await attack('bot: no call without a token, through nginx or not', async () => {
    expect(proxy, 'nginx is not installed');
    const activity = {
      type: 'message', id: '1', text: 'Who led the research?', channelId: 'emulator', serviceUrl: 'http://127.0.0.1:9/', conversation: { id: 'c' }, from: { id: 'u' }, recipient: { id: 'b' },
    };
    for (const [port, headers] of [[proxy, {}], [host.port, {}], [proxy, { host: 'localhost' }], [proxy, { 'x-forwarded-for': '127.0.0.1' }], [host.port, { host: `localhost:${development}` }]]) {
      const { status } = await post(port, '/api/messages', activity, headers);
      expect(status === 401 || status === 403, `answered ${status} at ${port === proxy ? 'nginx' : 'the site'} with ${JSON.stringify(headers)}`);
    }
    const open = await post(development, '/api/messages', { ...activity, deliveryMode: 'expectReplies' });
    expect(open.status === 200, `the development port itself answered ${open.status}`);
  });

  await attack('operators: the printed link opens them once, and signing out closes them', async () => {
    const link = await heard(host, /Operator pages: \S*(\/operator\/link\/[0-9a-f]{32,})/, 30_000);
    expect(link, 'no link was printed');
    const first = await request(host.port, link[1]);
    expect(first.status === 302, `the link answered ${first.status}`);
    const cookie = first.headers['set-cookie'][0];
    expect(/httponly/i.test(cookie) && /samesite=strict/i.test(cookie) && /max-age/i.test(cookie), cookie);
    const signedIn = { cookie: cookie.split(';')[0] };
    expect((await request(host.port, '/evidence', { headers: signedIn })).status === 200, 'the cookie does not open the pages');
    expect((await request(host.port, link[1])).status === 401, 'the link worked twice');
    await request(host.port, '/operator/sign-out', { method: 'POST', headers: signedIn });
    expect((await request(host.port, '/evidence', { headers: signedIn })).status === 401, 'the cookie works after signing out');
  });
}

async function keys() {
  const host = await startHost(web, { 'Web:OperatorKey': key, 'Web:PublicUrl': 'https://bot.example.org', 'Web:SearchesPerMinute': '20' });
  const proxy = hasNginx() ? await startNginx(host.port) : null;
  await attack('operators: a set key is needed behind nginx too', async () => {
    expect(proxy, 'nginx is not installed');
    for (const page of pages) {
      for (const headers of [{}, { 'x-forwarded-for': '127.0.0.1' }, { 'x-forwarded-host': 'localhost' }]) {
        const { status } = await request(proxy, page, { headers });
        expect(status === 401, `${page} with ${JSON.stringify(headers)} answered ${status}`);
      }
    }
    expect((await request(proxy, '/gaps', { headers: { 'x-operator-key': key } })).status === 200, 'the right key does not open them');
  });
  await attack('operators: no page is kept by a browser', async () => {
    for (const page of [...pages, '/operator']) {
      const { headers } = await request(host.port, page, { headers: { 'x-operator-key': key } });
      expect(headers['cache-control'] === 'no-store', `${page}: ${headers['cache-control']}`);
    }
  });
  await attack('https: HSTS, and no other name is answered', async () => {
    const { headers } = await request(host.port, '/', { headers: { host: 'bot.example.org' } });
    expect(/max-age=\d{7,}/.test(headers['strict-transport-security'] ?? ''), 'no HSTS');
    expect((await request(host.port, '/', { headers: { host: 'rebound.example' } })).status === 400, 'a foreign name is answered');
    expect((await request(host.port, '/healthz')).status === 200, 'the machine itself is not answered');
  });
  await attack('rates: searching is limited', async () => {
    const got = [];
    for (let i = 0; i < 60 && !got.includes(429); i++) {
      got.push((await request(host.port, `/articles?q=word${i}`)).status);
    }
    expect(got.includes(429), '60 searches in a row were answered');
    expect((await request(host.port, '/articles')).status === 200, 'the list is refused as well');
    return `429 after ${got.length - 1}`;
  });
  await attack('rates: guessing keys is slow, limited and written down', async () => {
    const tries = await Promise.all(Array.from({ length: 60 }, (_, i) => request(host.port, '/operator', {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `key=guess-number-${i}&next=/gaps`,
    })));
    const refused = tries.filter(({ status }) => status === 429).length;
    expect(refused > 0, '60 wrong keys were all looked at');
    const headersTried = await Promise.all(Array.from({ length: 60 }, (_, i) => request(host.port, '/gaps', { headers: { 'x-operator-key': `guess-number-${i}` } })));
    expect(headersTried.some(({ status }) => status === 429), '60 wrong keys in a header were all looked at');
    expect(await heard(host, /wrong operator key/i, 10_000), 'nothing is in the log');
    expect(!host.output.includes('guess-number'), 'the keys themselves are in the log');
    return `${refused} of 60 refused unseen`;
  });
  host.stop('SIGTERM');
}

async function errors(host) {
  const bearer = { authorization: `Bearer ${secret}` };
  const conversation = JSON.parse((await post(host.port, '/v3/directline/conversations', {}, bearer)).body).conversationId;
  const activities = `/v3/directline/conversations/${conversation}/activities`;
  for (const [name, send] of [
    ['a key twice', () => post(host.port, '/api/ask', '{"question":"a","question":"b"}')],
    ['half a surrogate pair in a key', () => post(host.port, '/api/ask', '{"question":"a","\\ud800":1,"\\ud800":2}')],
    ['a key twice, Direct Line', () => post(host.port, activities, '{"type":"message","from":{"id":"dl_a"},"text":"a","value":{"a":1,"a":2},"x":1,"x":2}', bearer)],
    ['half a surrogate pair in a key, Direct Line', () => post(host.port, activities, '{"type":"message","from":{"id":"dl_a"},"text":"a","\\ud800":1,"value":{"\\udc00":1}}', bearer)],
    ['trustedOrigins null', () => post(host.port, '/v3/directline/tokens/generate', '{"trustedOrigins":[null]}', bearer)],
    ['trustedOrigins null, conversation', () => post(host.port, '/v3/directline/conversations', '{"trustedOrigins":[null]}', bearer)],
    ['a form of 29 MB', () => request(host.port, '/operator', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `key=${'a'.repeat(29_000_000)}` })],
    ['a multipart form', () => request(host.port, '/operator', { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\n\r\n' })],
    ['a depth of 100,000', () => post(host.port, '/api/ask', `{"question":${'['.repeat(100_000)}`)],
    ['a path out of the folder', () => request(host.port, '/lib/..%2f..%2f..%2fetc%2fpasswd')],
    ['an article id that is a path', () => request(host.port, '/articles/..%2f..%2f..%2fetc%2fpasswd')],
    ['a control character in an address', () => request(host.port, '/articles/%00%01?v=%00&p=%00')],
  ]) {
    await attack(`errors: ${name}`, async () => {
      let status;
      try {
        ({ status } = await send());
      } catch (error) {
        // Refused while it is still being sent: the connection is closed.
        expect(/EPIPE|ECONNRESET/.test(error.code ?? ''), error.message);
        status = 'refused unread';
      }
      expect(!(status >= 500), `status ${status}`);
      return `status ${status}`;
    });
  }
  await attack('errors: next is no way out of the site', async () => {
    const signIn = await startHost(web, { 'Web:OperatorKey': key, 'Web:SignInsPerMinute': '1000' });
    for (const next of ['/%09/evil.example', '//evil.example', '/%5Cevil.example', 'https://evil.example', '/%0d%0aset-cookie:%20a=b', '/%C3%A9']) {
      const { status, headers } = await request(signIn.port, '/operator', {
        method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `key=${key}&next=${next}`,
      });
      expect(status === 302 && /^\/[a-z]+$/.test(headers.location), `${next}: status ${status}, to ${headers.location}`);
    }
    signIn.stop('SIGTERM');
  });
}

async function disk(host) {
  const index = join(host.home, 'index');
  await attack('disk: what one request leaves', async () => {
    let most = 0;
    for (const body of [
      { question: 'And who led it, and what did it cost, and when did it start?', history: [{ role: 'user', content: manyWords(0, 60_000) }, { role: 'assistant', content: manyWords(100_000, 55_000) }] },
      { question: 'And who led it, and what did it cost, and when did it start?', history: [{ role: 'user', content: manyWords(0, 2_000) }, { role: 'assistant', content: manyWords(100_000, 2_000) }] },
      { question: `${manyWords(0, 600)}?`, scenario: manyWords(1_000, 600) },
    ]) {
      const before = size(index);
      await post(host.port, '/api/ask', body);
      most = Math.max(most, size(index) - before);
    }
    expect(most < 1_500_000, `${(most / 1e6).toFixed(1)} MB`);
    return `at most ${(most / 1e3).toFixed(0)} kB`;
  });

  await attack('disk: a full one still answers, and says so', async () => {
    limitFileSize(host.pid, 1);
    let answer;
    try {
      answer = await ordinary(host);
    } finally {
      limitFileSize(host.pid, 'unlimited');
    }
    expect(answer.status === 200, `status ${answer.status}`);
    const given = JSON.parse(answer.body);
    expect(given.notices.some(({ kind }) => kind === 'notRecorded') && given.evidenceId === '', `notices ${JSON.stringify(given.notices)}`);
    expect(await heard(host, /leave no record/, 10_000), 'nothing is in the log');
    const after = JSON.parse((await ordinary(host)).body);
    expect(after.evidenceId.length === 32, 'no record is left once there is room again');
  });

  await attack('disk: a damaged index is built again by the running host', async () => {
    const lucene = join(index, 'lucene');
    for (const name of readdirSync(lucene).filter(file => file.startsWith('segments'))) {
      writeFileSync(join(lucene, name), 'damaged');
    }
    writeFileSync(join(lucene, 'segments_zz'), 'damaged');
    const end = Date.now() + 180_000;
    let whole = false;
    while (!whole && Date.now() < end) {
      await sleep(1_000);
      whole = readdirSync(lucene).some(name => /^segments_/.test(name) && size(join(lucene, name)) > 50);
    }
    expect(whole, `after three minutes it is still damaged: ${readdirSync(lucene).filter(name => name.startsWith('segments'))}`);
    restored(await ordinary(host));
  });
}

process.on('exit', cleanUp);
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

try {
  const { host, development } = await openHost();
  await operators(host, development);
  await time(host);
  await errors(host);
  await disk(host);
  await keys();
  await files();
} catch (error) {
  failed++;
  console.log(`BROKEN the attack itself: ${error.stack}`);
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
