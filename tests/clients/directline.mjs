// Azure's own Direct Line client against ours, outside a browser: one JSON object a line out for what it receives, commands a line in.
//   node directline.mjs DIRECT_LINE_ADDRESS TOKEN websocket|polling [CONVERSATION WATERMARK]
//   in:  {"post":"text"}   out: {"posted":"id"} {"activity":{…}} {"status":n} {"failed":"…"}
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket = require('ws');
const { DirectLine } = require('botframework-directlinejs');

const [domain, token, transport, conversationId, watermark] = process.argv.slice(2);
const say = message => process.stdout.write(`${JSON.stringify(message)}\n`);
const client = new DirectLine({
  domain,
  token,
  webSocket: transport === 'websocket',
  pollingInterval: 500,
  ...conversationId ? { conversationId, watermark } : {},
});

client.connectionStatus$.subscribe(status => say({ status }));
client.activity$.subscribe(activity => say({ activity }), error => say({ failed: String(error) }));

createInterface({ input: process.stdin })
  .on('line', line => client.postActivity({ type: 'message', from: { id: 'me' }, text: JSON.parse(line).post })
    .subscribe(posted => say({ posted }), error => say({ failed: String(error) })))
  .on('close', () => process.exit(0));
