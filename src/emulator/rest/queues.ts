import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Network } from '../calls/network.ts';
import { rfc2822 } from '../calls/parameters.ts';
import { type Member, type Queue, removeMember } from '../calls/queues.ts';
import { formOf, methodOf, pathPart, required } from './form.ts';
import { pageOf } from './paging.ts';
import { notFound, RestError } from './rest-error.ts';

/** `/Queues` and who waits in them. Source: https://www.twilio.com/docs/voice/api/queue-resource and member-resource */
export function serveQueues(app: FastifyInstance, network: Network): void {
  const { queues } = network;
  const found = (request: FastifyRequest) => {
    const queue = queues.all().find(({ sid }) => sid === pathPart(request, 'sid'));
    if (!queue) throw notFound(request.originalUrl);
    return queue;
  };
  app.get('/Queues', async (request) =>
    pageOf(
      request,
      'queues',
      queues.all().map((queue) => queueBody(network, queue)),
    ),
  );
  app.post('/Queues', async (request, reply) => {
    const form = formOf(request);
    const name = required(form, 'FriendlyName', 22000).slice(0, 64);
    if (queues.find(name)) throw new RestError(400, 22003, `Queue ${name} already exists`);
    return reply.code(201).send(queueBody(network, queues.open(name, sizeOf(form))));
  });
  app.get('/Queues/:sid', async (request) => queueBody(network, found(request)));
  app.post('/Queues/:sid', async (request) => {
    const queue = found(request);
    const form = formOf(request);
    queue.friendlyName = form.get('FriendlyName') ?? queue.friendlyName;
    queue.maxSize = sizeOf(form) ?? queue.maxSize;
    return queueBody(network, queue);
  });
  app.delete('/Queues/:sid', async (request, reply) => {
    const queue = found(request);
    if (queue.members.length > 0) throw new RestError(400, 22002, 'Cannot delete a queue that is not empty');
    queues.remove(queue);
    return reply.code(204).send();
  });
  serveMembers(app, network, found);
}

function serveMembers(app: FastifyInstance, network: Network, found: (request: FastifyRequest) => Queue): void {
  app.get('/Queues/:sid/Members', async (request) => {
    const queue = found(request);
    return pageOf(
      request,
      'queue_members',
      queue.members.map((member) => memberBody(network, queue, member)),
    );
  });
  app.get('/Queues/:sid/Members/:member', async (request) => {
    const queue = found(request);
    return memberBody(network, queue, memberOf(request, queue));
  });
  app.post('/Queues/:sid/Members/:member', async (request) => {
    const queue = found(request);
    const member = memberOf(request, queue);
    const form = formOf(request);
    const url = required(form, 'Url', 21205);
    removeMember(queue, member.leg);
    member.leg.line.cut({
      type: 'redirected',
      to: { type: 'url', url, method: methodOf(form, 'Method'), parameters: {} },
    });
    return memberBody(network, queue, member);
  });
}

function memberOf(request: FastifyRequest, queue: Queue): Member {
  const wanted = pathPart(request, 'member');
  const member = wanted === 'Front' ? queue.members[0] : queue.members.find(({ leg }) => leg.sid === wanted);
  if (!member) throw notFound(request.originalUrl);
  return member;
}

function sizeOf(form: URLSearchParams): number | undefined {
  const written = form.get('MaxSize');
  if (written === null) return undefined;
  const size = Number(written);
  if (!Number.isInteger(size) || size < 1 || size > 5000) throw new RestError(400, 22001, 'MaxSize must be 1 to 5000');
  return size;
}

function queueBody({ clock, accountSid }: Network, queue: Queue): Readonly<Record<string, unknown>> {
  const waits = queue.members.map(({ enqueuedAt }) => (clock.now() - enqueuedAt) / 1000);
  const uri = `/2010-04-01/Accounts/${accountSid}/Queues/${queue.sid}`;
  return {
    sid: queue.sid,
    account_sid: accountSid,
    friendly_name: queue.friendlyName,
    current_size: queue.members.length,
    max_size: queue.maxSize,
    average_wait_time: Math.floor(waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length)),
    date_created: rfc2822(queue.createdAt),
    date_updated: rfc2822(clock.now()),
    uri: `${uri}.json`,
    subresource_uris: { members: `${uri}/Members.json` },
  };
}

/** A member who was just taken out has position 0. */
function memberBody({ clock, accountSid }: Network, queue: Queue, member: Member): Readonly<Record<string, unknown>> {
  return {
    call_sid: member.leg.sid,
    queue_sid: queue.sid,
    date_enqueued: rfc2822(member.enqueuedAt),
    position: queue.members.indexOf(member) + 1,
    wait_time: Math.floor((clock.now() - member.enqueuedAt) / 1000),
    uri: `/2010-04-01/Accounts/${accountSid}/Queues/${queue.sid}/Members/${member.leg.sid}.json`,
  };
}
