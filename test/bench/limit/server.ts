/**
 * The limit: the same call as a bare program. Raw `node:http`, a form parsed by hand, one HMAC, two trips to Redis over a
 * bare socket (a read, then one script that compares, sets, keeps the reply and writes the journal), TwiML made ready
 * beforehand. It is what the hotline's speed is measured against and is frozen: no figure may be improved by changing it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { crc16 } from './crc16.ts';
import { openRedisSocket, type RedisReply } from './redis-socket.ts';
import { pathOfTurn, type ReadyReply, readyReplies } from './replies.ts';
import { isSigned, readForm } from './signed-form.ts';
import { type CallState, stateAfter } from './state.ts';

const commitScript = `
local stored = redis.call('GET', KEYS[1])
local revision = stored and string.match(stored, '^%d+') or '0'
if revision ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[4])
redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[4])
redis.call('XADD', KEYS[3], '*', 'call', ARGV[5], 'turn', ARGV[6], 'at', ARGV[7], 'digits', ARGV[8], 'place', ARGV[9])
return 1`;

const stateTtlSeconds = '14400';
const shards = 64;
const authToken = process.env.TWILIO_AUTH_TOKEN ?? '';
const publicUrl = process.env.PUBLIC_URL ?? '';
const redisUrl = new URL(process.env.REDIS_URL ?? '');
const send = openRedisSocket(Number(redisUrl.port), redisUrl.hostname);
let commitSha = '';

const turnsByPath = new Map([0, 1, 2, 3, 4].map((turn) => [pathOfTurn(turn), turn]));

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    answer(request, body?.toString('latin1') ?? '', response);
  });
});

send(['SCRIPT', 'LOAD', commitScript], (reply) => {
  commitSha = String(reply);
  server.listen(Number(process.env.PORT), '127.0.0.1');
});

function answer(request: IncomingMessage, body: string, response: ServerResponse): void {
  const path = request.url ?? '';
  const turn = turnsByPath.get(path);
  if (turn === undefined || request.method !== 'POST') {
    refuse(response, 404);
    return;
  }
  const form = readForm(body);
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string' || !isSigned(authToken, publicUrl + path, form, signature)) {
    refuse(response, 403);
    return;
  }
  const callSid = form.get('CallSid');
  if (callSid?.length !== 34) {
    refuse(response, 400);
    return;
  }
  takeTurn({ callSid, turn, digits: form.get('Digits') ?? '', from: form.get('From') ?? '' }, response);
}

interface Webhook {
  readonly callSid: string;
  readonly turn: number;
  readonly digits: string;
  readonly from: string;
}

function takeTurn(webhook: Webhook, response: ServerResponse): void {
  const place = `limit:{${crc16(webhook.callSid) % shards}}`;
  const key = `${place}:call:${webhook.callSid}`;
  send(['GET', key], (stored) => {
    const state = typeof stored === 'string' ? readState(stored) : undefined;
    if (state !== undefined && state.revision > webhook.turn) {
      send(['GET', `${place}:reply:${webhook.callSid}`], (reply) => repeat(reply, response));
      return;
    }
    const at = Date.now();
    const next = stateAfter(state, webhook, at);
    const reply = readyReplies[next.place];
    send(commitCommand(place, key, webhook, next, reply), (committed) => {
      if (committed === 1) {
        respond(response, reply.text, reply.byteLength);
      } else {
        refuse(response, 500);
      }
    });
  });
}

function commitCommand(place: string, key: string, webhook: Webhook, next: CallState, reply: ReadyReply): string[] {
  return [
    'EVALSHA',
    commitSha,
    '3',
    key,
    `${place}:reply:${webhook.callSid}`,
    `${place}:journal`,
    String(next.revision - 1),
    `${next.revision}|${JSON.stringify(next)}`,
    reply.text,
    stateTtlSeconds,
    webhook.callSid,
    String(webhook.turn),
    String(next.at),
    webhook.digits,
    next.place,
  ];
}

function readState(stored: string): CallState {
  // The limit reads only what it wrote itself a turn ago, and pays for no check.
  return JSON.parse(stored.slice(stored.indexOf('|') + 1)) as CallState;
}

function repeat(reply: RedisReply, response: ServerResponse): void {
  if (typeof reply === 'string') {
    respond(response, reply, Buffer.byteLength(reply));
  } else {
    refuse(response, 500);
  }
}

function respond(response: ServerResponse, text: string, byteLength: number): void {
  response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'content-length': byteLength });
  response.end(text);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 });
  response.end();
}
