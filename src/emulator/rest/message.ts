/** A text message that the application sent: it goes nowhere, and tests read it. */
export interface Message {
  readonly sid: string;
  readonly from: string | undefined;
  readonly messagingServiceSid: string | undefined;
  readonly to: string;
  readonly body: string;
  readonly sentAt: number;
  status: 'queued' | 'sent' | 'delivered';
}

/** The text messages of the account. */
export interface Messages {
  keep(message: Message): void;
  /** Oldest first. */
  all(): readonly Message[];
  /** Told of each from now on. The function that is returned stops that. */
  watch(listener: (message: Message) => void): () => void;
}

export function createMessages(): Messages {
  const kept: Message[] = [];
  const listeners = new Set<(message: Message) => void>();
  return {
    keep(message) {
      kept.push(message);
      for (const listener of [...listeners]) listener(message);
    },
    all: () => kept,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
