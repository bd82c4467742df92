import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Network } from '../calls/network.ts';
import { rfc2822 } from '../calls/parameters.ts';
import type { Recording } from '../recordings/recordings.ts';
import { pathPart, queryOf } from './form.ts';
import { silentMp3, syntheticWav } from './media.ts';
import { pageOf } from './paging.ts';
import { notFound } from './rest-error.ts';

/** `/Recordings` and their metadata. Source: https://www.twilio.com/docs/voice/api/recording */
export function serveRecordings(app: FastifyInstance, network: Network): void {
  const list = (request: FastifyRequest, callSid: string | null) => {
    const found = network.recordings.all().filter((recording) => (callSid ?? recording.callSid) === recording.callSid);
    return pageOf(
      request,
      'recordings',
      found.toReversed().map((recording) => recordingBody(network, recording)),
    );
  };
  app.get('/Recordings', async (request) => list(request, queryOf(request).get('CallSid')));
  app.get('/Calls/:call/Recordings', async (request) => list(request, pathPart(request, 'call')));
  app.get('/Recordings/:sid', async (request) => recordingBody(network, recordingOf(network, request)));
  app.delete('/Recordings/:sid', async (request, reply) => {
    network.recordings.remove(recordingOf(network, request).sid);
    return reply.code(204).send();
  });
}

/** A recording's audio: WAV, or MP3 by its extension; not there until it is ready. */
export function serveMedia(app: FastifyInstance, network: Network): void {
  app.get('/Media/:file', async (request, reply) => {
    const [sid = '', extension = 'wav'] = pathPart(request, 'file').split('.');
    const recording = network.recordings.find(sid);
    if (recording?.status !== 'completed') throw notFound(request.originalUrl);
    const { durationSeconds } = recording;
    if (extension === 'mp3') return reply.type('audio/mpeg').send(silentMp3(durationSeconds));
    return reply.type('audio/x-wav').send(syntheticWav(durationSeconds));
  });
}

function recordingOf(network: Network, request: FastifyRequest): Recording {
  const recording = network.recordings.find(pathPart(request, 'sid'));
  if (!recording) throw notFound(request.originalUrl);
  return recording;
}

function recordingBody({ accountSid }: Network, recording: Recording): Readonly<Record<string, unknown>> {
  return {
    sid: recording.sid,
    account_sid: accountSid,
    call_sid: recording.callSid,
    conference_sid: null,
    status: recording.status,
    source: recording.source,
    channels: recording.channels,
    duration: recording.status === 'completed' ? String(recording.durationSeconds) : null,
    start_time: rfc2822(recording.startedAt),
    date_created: rfc2822(recording.startedAt),
    date_updated: rfc2822(recording.startedAt),
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    encryption_details: null,
    error_code: null,
    media_url: recording.url,
    uri: `/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}.json`,
    subresource_uris: {},
  };
}
