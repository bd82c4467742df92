/** What cannot be done to a member of staff. */
export const FAULTS = [
  'no-such-person',
  'email-taken',
  'bad-email',
  'bad-name',
  'no-roles',
  'bad-password',
  'of-provider',
  'of-demo',
  'last-admin',
  'is-disabled',
] as const;

/** Why something was not done, with words for whoever wanted it. */
export interface Fault {
  readonly type: 'fault';
  readonly fault: (typeof FAULTS)[number];
  readonly message: string;
}

export const toFault = (fault: Fault['fault'], message: string): Fault => ({
  type: 'fault',
  fault,
  message,
});

export const isFault = (result: unknown): result is Fault =>
  typeof result === 'object' && result !== null && 'type' in result && result.type === 'fault';
