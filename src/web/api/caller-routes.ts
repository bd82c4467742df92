import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Permission } from '../../access/roles.ts';
import type { ErasedCaller } from '../../callers/erase-caller.ts';
import { type E164, isE164, maskNumber } from '../../values/phone-number.ts';
import type { EraseFor } from '../erasing.ts';
import { personOf } from './guard.ts';

export interface CallerRoutesOptions {
  readonly eraseFor: EraseFor;
}

const PERMISSION: Permission = 'erase-caller';

const Caller = z.object({
  number: z
    .string()
    .refine(isE164, 'is no number in full, as +85291234567')
    .describe('In full international form, as `+85291234567`.'),
});

/** What was erased, as a command or a page tells it; `null` where a place could not be reached. */
export const ErasedAnswer = z.object({
  number: z.string().describe('Masked.'),
  remembered: z.boolean().nullable().describe('Whether the caller was remembered; null also where nobody is.'),
  callbacks: z.number().int().nullable().describe('Callbacks that were open.'),
  calls: z.number().int().nullable().describe('Calls that named the number.'),
  recordings: z.array(z.string()).nullable().describe('Recordings that Twilio keeps, to be deleted there.'),
  notErased: z.array(z.enum(['remembered', 'callbacks', 'calls'])).describe('Could not be reached: ask again later.'),
});

/** `POST /callers/erase`: forgets a caller. */
export const callerRoutes: FastifyPluginAsyncZod<CallerRoutesOptions> = async (app, { eraseFor }) => {
  app.post(
    '/callers/erase',
    {
      config: { permission: PERMISSION },
      schema: {
        summary: 'Erase what is kept by the number of a caller',
        description:
          'The calls stay, without a caller. A call that is still on may put the number down again: ask once more when it is over.',
        tags: ['callers'],
        body: Caller,
        response: { 200: ErasedAnswer },
      },
    },
    async (request) => {
      const { number } = request.body;
      return toAnswer(number, await eraseFor(personOf(request), number, request));
    },
  );
};

const toAnswer = (number: E164, { remembered, callbacks, calls }: ErasedCaller): z.input<typeof ErasedAnswer> => ({
  number: maskNumber(number),
  remembered: 'done' in remembered ? (remembered.done ?? null) : null,
  callbacks: 'done' in callbacks ? callbacks.done : null,
  calls: 'done' in calls ? calls.done.calls : null,
  recordings: 'done' in calls ? [...calls.done.recordings] : null,
  notErased: [
    ...('why' in remembered ? (['remembered'] as const) : []),
    ...('why' in callbacks ? (['callbacks'] as const) : []),
    ...('why' in calls ? (['calls'] as const) : []),
  ],
});
