/** What goes wrong with a request on its way. */
export type Fault = {
  /** Which requests it befalls; all unless said. */
  readonly when?: FaultMatch;
  /** How many of them; one unless said. */
  readonly times?: number;
} /** The first reply is lost and the same request is made again, with the same token. */ & (
  | { readonly type: 'reply-lost' }
  /** The request arrives twice at the same time; the first answer counts. */
  | { readonly type: 'duplicate' }
  /** The request goes out later. */
  | { readonly type: 'delay'; readonly seconds: number }
  /** The request never arrives: a document counts as not reached, a callback as sent. */
  | { readonly type: 'drop' }
  /** The request goes out only after the next one that this call sends; for callbacks. */
  | { readonly type: 'overtaken' }
  | { readonly type: 'wrong-signature' }
  /** The caller hangs up while the request is under way. */
  | { readonly type: 'hang-up' }
);

/** Which requests a fault befalls. */
export interface FaultMatch {
  readonly purpose?: 'document' | 'callback';
  readonly url?: RegExp;
  readonly callSid?: string;
}

/** A request as faults see it. */
export interface Fated {
  readonly purpose: 'document' | 'callback';
  readonly url: string;
  readonly callSid: string;
}

/** The faults that are still to come. */
export interface Faults {
  add(fault: Fault): void;
  /** The fault that befalls this request, which is then used up by one. */
  take(request: Fated): Fault | undefined;
}

/** A network without faults. */
export function createFaults(): Faults {
  const pending: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => void pending.push({ fault, left: fault.times ?? 1 }),
    take(request) {
      const found = pending.find(({ fault, left }) => left > 0 && befalls(fault, request));
      if (found) found.left -= 1;
      return found?.fault;
    },
  };
}

function befalls({ when = {} }: Fault, { purpose, url, callSid }: Fated): boolean {
  if (when.purpose !== undefined && when.purpose !== purpose) return false;
  if (when.callSid !== undefined && when.callSid !== callSid) return false;
  return when.url?.test(url) ?? true;
}
