import { z } from 'zod';
import { isE164 } from '../values/phone-number.ts';
import type { KeptCallback } from './callbacks.ts';

/** A kept callback as text holds it. */
export const StoredCallback = z.strictObject({
  id: z.string(),
  number: z.string().refine(isE164),
  queue: z.string(),
  language: z.string(),
  dialled: z.string(),
  requestedAt: z.number(),
  attempts: z.number(),
  dueAt: z.number(),
}) satisfies z.ZodType<KeptCallback>;
