import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { account, callScript } from '../call-script.ts';
import type { LiveCall } from './call-pool.ts';
import type { Dialect } from './dialect.ts';
import { callSidMark, parametersOfTurn } from './parameters.ts';
import { type VerbNode, writeVerbs } from './twiml-verbs.ts';

/** Webhooks as jambonz makes them: the same parameters as JSON, signed with their time, and an array of verbs as the answer. */
export const jambonzDialect: Dialect = {
  toRequest: (call) => toHttp(call, sign),
  toForgedRequest: (call) => toHttp(call, (signed) => sign(`${signed}.`)),
  readNextPath: (body) => /"actionHook":"([^"]+)"/.exec(body)?.[1],
  toVerbs: (body) => writeVerbs(Verbs.parse(JSON.parse(body)).map(toVerbNode)),
};

const bodies = callScript.map((_, turn) =>
  JSON.stringify(Object.fromEntries(parametersOfTurn(turn))).split(JSON.stringify(callSidMark).slice(1, -1)),
);

function sign(text: string): string {
  return createHmac('sha256', account.authToken).update(text, 'latin1').digest('hex');
}

function toHttp(call: LiveCall, toSignature: (signed: string) => string): string {
  const [head = '', tail = ''] = bodies[call.turn] ?? [];
  const body = head + call.callSid + tail;
  const seconds = Math.floor(Date.now() / 1000);
  return (
    `POST ${call.path} HTTP/1.1\r\nHost: bench.okpay.example\r\nContent-Type: application/json\r\n` +
    `Jambonz-Signature: t=${seconds},v1=${toSignature(`${seconds}.${body}`)}\r\nAccept: */*\r\n` +
    `User-Agent: jambonz\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  );
}

const Say = z.object({ text: z.string() });
const Verbs = z.array(
  z.discriminatedUnion('verb', [
    z.object({ verb: z.literal('say'), text: z.string() }),
    z.object({ verb: z.literal('gather'), say: Say }),
    z.object({ verb: z.literal('hangup') }),
  ]),
);

function toVerbNode(verb: z.infer<typeof Verbs>[number]): VerbNode {
  switch (verb.verb) {
    case 'say':
      return { name: 'Say', text: verb.text, children: [] };
    case 'gather':
      return { name: 'Gather', text: '', children: [{ name: 'Say', text: verb.say.text, children: [] }] };
    case 'hangup':
      return { name: 'Hangup', text: '', children: [] };
  }
}
