import type { Leg } from './leg.ts';

/** A caller who waits. */
export interface Member {
  readonly leg: Leg;
  readonly enqueuedAt: number;
  /** The leg that dialled the queue and waits for this one; it has to hear if nothing comes of it. */
  takenBy: string | undefined;
}

/** A queue: first come, first served. */
export interface Queue {
  readonly sid: string;
  friendlyName: string;
  maxSize: number;
  readonly createdAt: number;
  readonly members: Member[];
  /** Legs that dialled the queue and wait for somebody to join it. */
  readonly takers: Leg[];
}

/** The queues of an account. */
export interface Queues {
  all(): readonly Queue[];
  find(nameOrSid: string): Queue | undefined;
  /** The queue of this name, made if there is none. */
  open(friendlyName: string, maxSize?: number): Queue;
  remove(queue: Queue): void;
}

/** How queues are made. */
export interface QueuesOptions {
  newSid(prefix: string): string;
  now(): number;
  readonly maxQueueSize: number;
}

/** An account without queues. */
export function createQueues({ newSid, now, maxQueueSize }: QueuesOptions): Queues {
  const queues: Queue[] = [];
  const find = (wanted: string) => queues.find(({ sid, friendlyName }) => sid === wanted || friendlyName === wanted);
  return {
    all: () => queues,
    find,
    open(friendlyName, maxSize = maxQueueSize) {
      const found = find(friendlyName);
      if (found) return found;
      const queue = { sid: newSid('QU'), friendlyName, maxSize, createdAt: now(), members: [], takers: [] };
      queues.push(queue);
      return queue;
    },
    remove: (queue) => void queues.splice(queues.indexOf(queue), 1),
  };
}

/** Takes a member out of its queue; false where it is no longer there. */
export function removeMember(queue: Queue, leg: Leg): boolean {
  const index = queue.members.findIndex((member) => member.leg === leg);
  if (index >= 0) queue.members.splice(index, 1);
  return index >= 0;
}

/** What a wait document is asked with. Source: https://www.twilio.com/docs/voice/twiml/enqueue#attributes-waiturl */
export function queueParameters(queue: Queue, member: Member, now: number): Readonly<Record<string, string>> {
  const waits = queue.members.map(({ enqueuedAt }) => now - enqueuedAt);
  const average = waits.reduce((sum, wait) => sum + wait, 0) / Math.max(1, waits.length);
  return {
    QueueSid: queue.sid,
    QueuePosition: String(queue.members.indexOf(member) + 1),
    QueueTime: wholeSeconds(now - member.enqueuedAt),
    AvgQueueTime: wholeSeconds(average),
    CurrentQueueSize: String(queue.members.length),
    MaxQueueSize: String(queue.maxSize),
  };
}

/** Twilio counts whole seconds, and those that are full. */
export const wholeSeconds = (ms: number): string => String(Math.floor(ms / 1000));
