import type { FastifyRequest } from 'fastify';
import type { Audit, Person } from '../access/person.ts';
import type { ErasedCaller } from '../callers/erase-caller.ts';
import { type E164, maskNumber } from '../values/phone-number.ts';

/** Erases a caller for somebody of staff: the deed is on record before anything is gone. */
export type EraseFor = (person: Person, caller: E164, request: FastifyRequest) => Promise<ErasedCaller>;

export interface ErasingOptions {
  /** Erases what is kept by a number, wherever it can be reached. */
  readonly erase: (caller: E164) => Promise<ErasedCaller>;
  readonly audit: Audit;
}

export const createErasing =
  ({ erase, audit }: ErasingOptions): EraseFor =>
  async (person, caller, request) => {
    const deed = { person, action: 'erase-caller', subject: maskNumber(caller), from: request.ip };
    await audit({ ...deed, outcome: 'done' });
    const erased = await erase(caller);
    const failures = Object.entries(erased).flatMap(([part, one]) => ('why' in one ? [{ part, why: one.why }] : []));
    for (const { part, why } of failures) request.log.error({ part, err: why }, 'a caller is not erased everywhere');
    if (failures.length > 0) {
      await audit({ ...deed, outcome: 'failed', detail: failures.map(({ part }) => part).join(', ') });
    }
    return erased;
  };
