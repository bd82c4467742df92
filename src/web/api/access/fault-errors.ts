import { type Fault, isFault } from '../../../access/staff/fault.ts';
import { ApiError } from '../api-error.ts';

/** The field of a body that is wrong, for those faults that blame one. */
const FIELDS: Readonly<Partial<Record<Fault['fault'], string>>> = {
  'bad-email': 'email',
  'bad-name': 'name',
  'no-roles': 'roles',
  'bad-password': 'password',
};

/** What cannot be done to a member of staff, as the API tells it. `names` are those fields that are called otherwise. */
export function toFaultError({ fault, message }: Fault, names: Readonly<Record<string, string>> = {}): ApiError {
  if (fault === 'no-such-person') return new ApiError('not-found', message);
  const field = FIELDS[fault];
  if (field === undefined) return new ApiError('conflict', message);
  return new ApiError('bad-request', message, { field: `body.${names[field] ?? field}` });
}

/** What was done, or what kept it from being done as an error. */
export function orThrow<Result>(result: Result | Fault): Result {
  if (isFault(result)) throw toFaultError(result);
  return result;
}
