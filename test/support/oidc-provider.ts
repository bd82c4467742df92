import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, {
  type AdapterFactory,
  type AdapterPayload,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider';

/** The provider of a company, which signs in whoever the test says, without a page to type into. */
export interface CompanyProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who sits at the browser from now on; nobody of the company where it is absent. */
  isUsedBy(person: string | undefined): void;
  /** Goes from an address of ours through the provider, as a browser does, and gives the address it is sent back to. */
  visit(address: string): Promise<URL>;
  /** Answers nothing until `resume`. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** What the provider says of each person, by the name that it has for them. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface CompanyProviderOptions {
  /** Where the hotline takes people back. */
  readonly callback: string;
  readonly people: People;
  /** Whether everything stands in the ID token, or has to be asked for. */
  readonly claimsIn?: 'id-token' | 'userinfo';
}

const CLIENT_ID = 'hotline';
const CLIENT_SECRET = 'a secret between the two, long enough';

/** A real OpenID Connect provider on a free port of loopback. */
export async function startCompanyProvider(options: CompanyProviderOptions): Promise<CompanyProvider> {
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => answer(request, response));
  const listen = (port: number) =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  const halt = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, configurationOf(options));
  let person: string | undefined;
  const serve = provider.callback();
  answer = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void serve(request, response);
    return void interact(provider, person, request, response);
  };
  return {
    issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    isUsedBy(name) {
      person = name;
    },
    visit: (start) => visit(start, options.callback),
    halt,
    resume: () => listen(port),
    stop: halt,
  };
}

function configurationOf({ callback, people, claimsIn = 'id-token' }: CompanyProviderOptions): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [callback],
        post_logout_redirect_uris: [new URL('/sign-in', callback).href],
      },
    ],
    adapter: createMemory(),
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'test' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name', 'groups', 'realm_access'], email: ['email'] },
    conformIdTokenClaims: claimsIn === 'userinfo',
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { logoutSource: showLogout } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => {
      const claims = people[id];
      return claims && { accountId: id, claims: () => ({ ...claims, sub: id }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

/** The page on which the provider asks whether somebody wants to sign out of it as well. */
async function showLogout(context: KoaContextWithOIDC, form: string): Promise<void> {
  context.body = `<!doctype html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout">Yes</button>`;
}

/** What the provider keeps, for as long as the test runs. */
function createMemory(): AdapterFactory {
  const kept = new Map<string, AdapterPayload>();
  const findBy = async (is: (payload: AdapterPayload) => boolean) => [...kept.values()].find(is);
  return (kind) => {
    const nameOf = (id: string): string => `${kind} ${id}`;
    return {
      upsert: async (id, payload) => void kept.set(nameOf(id), payload),
      find: async (id) => kept.get(nameOf(id)),
      findByUid: (uid) => findBy((payload) => payload.uid === uid),
      findByUserCode: (code) => findBy((payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = kept.get(nameOf(id));
        if (payload) kept.set(nameOf(id), { ...payload, consumed: Math.floor(Date.now() / 1000) });
      },
      destroy: async (id) => void kept.delete(nameOf(id)),
      revokeByGrantId: async (grant) => {
        for (const [name, { grantId }] of kept) if (grantId === grant) kept.delete(name);
      },
    };
  };
}

/** Signs in whoever sits there, or says that they did not want to. */
async function interact(
  provider: Provider,
  person: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const result = person === undefined ? { error: 'access_denied' } : { login: { accountId: person } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const MOST_REDIRECTS = 10;

/** Follows redirects with cookies until one leads back to us. */
async function visit(start: string, callback: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let address = start;
  for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider answers ${response.status}: ${await response.text()}`);
    address = new URL(location, address).href;
    if (address.startsWith(callback)) return new URL(address);
  }
  throw new Error(`the provider leads nowhere: ${address}`);
}
