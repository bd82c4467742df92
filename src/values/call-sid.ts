import type { Brand } from './brand.ts';

/** Names one call of the carrier: `CA` and 32 hex digits. */
export type CallSid = Brand<string, 'CallSid'>;

export const isCallSid = (text: string): text is CallSid => /^CA[0-9a-fA-F]{32}$/.test(text);
