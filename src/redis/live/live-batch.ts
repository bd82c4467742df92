import { z } from 'zod';
import type { LiveEvent } from '../../calls/live/live-event.ts';
import { isCallSid } from '../../values/call-sid.ts';

/** What one process tells the others at a time. */
export interface LiveBatch {
  /** The process. */
  readonly from: string;
  /** One more than that of its batch before: a number that is left out is a batch that was lost. */
  readonly number: number;
  readonly events: readonly LiveEvent[];
}

/** An event of a type that this process does not know may come from a newer one, and is passed on. */
const WrittenEvent = z.custom<LiveEvent>(
  (event) =>
    z.looseObject({ callSid: z.string().refine(isCallSid), at: z.number(), type: z.string() }).safeParse(event).success,
);

const Batch = z.object({ from: z.string(), number: z.int(), events: z.array(WrittenEvent) });

export const writeBatch = (batch: LiveBatch): string => JSON.stringify(batch);

/** The batch that was written, or undefined where this is none. */
export function readBatch(text: string): LiveBatch | undefined {
  try {
    return Batch.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
