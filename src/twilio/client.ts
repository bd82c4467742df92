import twilio from 'twilio';

/** Where the carrier's REST API is, and who asks. */
export interface RestAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Where it is asked instead of at Twilio: the emulator's address. Known only once the emulator runs. */
  readonly restUrl?: () => string;
}

export type RestClient = ReturnType<typeof twilio>;

/** A slower answer is none: whoever asks has a caller on the line. */
const TIMEOUT_MS = 4000;
/** Only for answers that say that nothing was done (429). */
const MAX_RETRIES = 2;

/**
 * Twilio's own client. What was answered with "too many at once" (429) is asked again, nothing else ever is: after a
 * timeout nobody knows what was done.
 *
 * @see https://www.twilio.com/docs/usage/requests-to-twilio
 */
export function createRestClient({ accountSid, authToken, restUrl }: RestAccount): RestClient {
  const settings = { timeout: TIMEOUT_MS, autoRetry: true, maxRetries: MAX_RETRIES };
  const own = new twilio.RequestClient(settings);
  return twilio(accountSid, authToken, { httpClient: restUrl ? redirected(own, restUrl) : own });
}

type RequestClient = InstanceType<typeof twilio.RequestClient>;

/** The same client, asking another host for every product. */
function redirected(client: RequestClient, restUrl: () => string): RequestClient {
  const request = client.request.bind(client);
  client.request = (options) => {
    const { pathname, search } = new URL(options.uri);
    return request({ ...options, uri: `${restUrl()}${pathname}${search}` });
  };
  return client;
}
