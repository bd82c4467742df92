import type { CallSid } from '../values/call-sid.ts';

/** Calls are spread over so many shards; a shard's keys share one slot of a cluster. */
export const SHARDS = 64;

/** What one byte adds to a CRC-16/XMODEM, by the byte. */
const CRC16: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  return crc;
});

/** CRC-16/XMODEM, as Redis Cluster reckons slots with. The text is ASCII. */
function crc16(text: string): number {
  let crc = 0;
  for (let at = 0; at < text.length; at += 1) {
    crc = ((crc << 8) ^ (CRC16[((crc >> 8) ^ text.charCodeAt(at)) & 0xff] ?? 0)) & 0xffff;
  }
  return crc;
}

const SLOTS = 16_384;

/** The slot of a cluster in which keys with this hash tag stand. */
export const slotOf = (tag: string): number => crc16(tag) % SLOTS;

const TAGS: readonly string[] = Array.from({ length: SHARDS }, (_, shard) => `{${String(shard).padStart(2, '0')}}`);

/** What all keys of a shard begin with. */
const shardFor = (tag: string, prefix: string): string => `${prefix}:${tag}`;

const journalOf = (shard: string): string => `${shard}:journal`;

/** The stream of one shard's journal, by the shard's number. */
export const journalKey = (number: number, prefix: string): string =>
  journalOf(shardFor(TAGS[number] ?? '{00}', prefix));

const tagOf = (sid: CallSid): string => TAGS[crc16(sid) % SHARDS] ?? '{00}';

/** The keys of one call. All stand in one slot, so that one script may touch them together. */
export interface CallKeys {
  readonly call: string;
  readonly reply: string;
  readonly journal: string;
  readonly answer: (index: number) => string;
}

export function keysOf(sid: CallSid, prefix: string): CallKeys {
  const shard = shardFor(tagOf(sid), prefix);
  return {
    call: `${shard}:call:${sid}`,
    reply: `${shard}:reply:${sid}`,
    journal: journalOf(shard),
    answer: (index) => `${shard}:answer:${sid}:${index}`,
  };
}
