import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { audioTypeOf } from '../flow/audio-file.ts';

export interface AudioOptions {
  /** Where the recordings are. */
  readonly directory: string;
}

/** For so long the carrier may play a recording without asking for it again. */
const MAX_AGE_SECONDS = 300;

/** `/twilio/audio/`: the recordings that prompts name. The carrier fetches them without parameters or signature. */
export const audio: FastifyPluginAsync<AudioOptions> = async (app, { directory }) => {
  app.get<{ Params: { '*': string } }>('/twilio/audio/*', async ({ params }, reply) => {
    const path = params['*'];
    const type = audioTypeOf(path);
    const file = join(directory, path);
    const found = type === undefined ? undefined : await stat(file).catch(() => undefined);
    if (type === undefined || !found?.isFile()) return reply.code(404).send({ error: 'There is no such recording.' });
    return reply
      .type(type)
      .header('content-length', found.size)
      .header('cache-control', `public, max-age=${MAX_AGE_SECONDS}`)
      .header('x-content-type-options', 'nosniff')
      .send(createReadStream(file));
  });
};
