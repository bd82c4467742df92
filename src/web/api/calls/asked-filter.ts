import type { FastifyRequest } from 'fastify';
import type { Audit } from '../../../access/person.ts';
import { mayDo, type Permission } from '../../../access/roles.ts';
import type { CallFilter } from '../../../records/call-filter.ts';
import { type AskedFilter, readFilter } from '../../../records/read-filter.ts';
import { type E164, maskNumber } from '../../../values/phone-number.ts';
import { ApiError } from '../api-error.ts';
import { personOf } from '../guard.ts';

export interface FilterOptions {
  /** Makes the keyed hash by which the calls of a number are found. */
  readonly nameCaller: (number: E164) => string;
  /** Told of what somebody was not let look for, and of whose calls somebody looked for. */
  readonly audit: Audit;
}

/**
 * Reads what calls are asked for, from whoever may ask it.
 *
 * @throws {ApiError} `bad-request` for what is wrong, `forbidden` for what takes a permission that they have not
 */
export async function filterAsked(
  request: FastifyRequest,
  asked: AskedFilter,
  { nameCaller, audit }: FilterOptions,
): Promise<CallFilter> {
  const read = readFilter(asked);
  if (read.type === 'problem') {
    const { name, message } = read.problem;
    throw new ApiError('bad-request', message, { field: `query.${name}` });
  }
  if (read.filter.text !== undefined) await demand(request, 'read-words', audit);
  const { filter, number } = read;
  if (number === undefined) return filter;
  await demand(request, 'search-number', audit);
  await audit({ ...deedOf(request, 'search-number'), outcome: 'done', subject: maskNumber(number) });
  return { ...filter, callerKey: nameCaller(number) };
}

/** Whether whoever asks may read the names and words of callers. */
export const mayReadWords = (request: FastifyRequest): boolean => mayDo(personOf(request).roles, 'read-words');

async function demand(request: FastifyRequest, permission: Permission, audit: Audit): Promise<void> {
  if (mayDo(personOf(request).roles, permission)) return;
  const { method, url = '' } = request.routeOptions;
  await audit({ ...deedOf(request, permission), outcome: 'refused', subject: `${method} ${url}` }).catch(
    (err: unknown) => request.log.error({ err }, 'a refusal is not on record'),
  );
  throw new ApiError('forbidden', `This takes the permission ${permission}.`);
}

/** Who does something, from where. */
export function deedOf(request: FastifyRequest, action: Permission) {
  const { id, name } = personOf(request);
  return { person: { id, name }, action, from: request.ip };
}
