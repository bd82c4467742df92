import { setTimeout as delay } from 'node:timers/promises';

/** An event as it came over the line. */
export interface SentEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
  /** When it came, as `performance.now()`. */
  readonly at: number;
}

/** A client of server-sent events that notes what it is told. */
export interface EventSource {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly SentEvent[];
  /** The first event that fits, of those that came or are to come. */
  first(fits: (event: SentEvent) => boolean, forMs?: number): Promise<SentEvent>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

export async function listenTo(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventSource> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  const events: SentEvent[] = [];
  const ended = note(response, events).catch(() => undefined);
  return {
    status: response.status,
    headers: response.headers,
    events,
    ended,
    close: () => leaving.abort(),
    async first(fits, forMs = 10_000) {
      const until = performance.now() + forMs;
      for (;;) {
        const found = events.find(fits);
        if (found) return found;
        if (performance.now() > until)
          throw new Error(`no such event among ${events.length}, the last ${JSON.stringify(events.at(-1))}`);
        await delay(5);
      }
    },
  };
}

async function note({ body }: Response, events: SentEvent[]): Promise<void> {
  if (!body) return;
  let rest = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + part).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
      );
      const data = fields.get('data');
      if (data === undefined) continue;
      const event = fields.get('event') ?? 'message';
      events.push({ event, id: fields.get('id'), data: JSON.parse(data), at: performance.now() });
    }
  }
}
