import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ApiErrorCode, ErrorBody } from './api-error.ts';
import { statusesOf } from './error-answers.ts';
import { type Wanted, wantedOf } from './guard.ts';
import { namedSchemas } from './named-schemas.ts';

/** How whoever asks says who they are: either will do. */
const SECURITY = { session: [], token: [] };

/** The OpenAPI document of the routes that are registered from now on, at `openapi.json`. */
export async function describeRoutes(app: FastifyInstance, { version }: { readonly version: string }): Promise<void> {
  app.addHook('onRoute', (route) => {
    const wanted = wantedOf(route);
    if (route.method !== 'HEAD') route.schema = described(route, wanted);
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'OKPay hotline',
        version,
        description: 'The record of calls, what happens on the lines now, and figures. Instants are ISO 8601.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'hotline', description: 'What signing in sets.' },
          token: { type: 'http', scheme: 'bearer', description: 'For commands on the machine of the hotline.' },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry: namedSchemas }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: namedSchemas }),
  });
  app.get('/openapi.json', { config: { permission: 'public' }, schema: OF_ITSELF }, async (_request, reply) =>
    reply.send(app.swagger()),
  );
}

const OF_ITSELF = {
  summary: 'This document',
  tags: ['api'],
  response: { 200: z.looseObject({ openapi: z.string() }).describe('An OpenAPI 3.1 document.') },
};

/**
 * The schema of a route, with the answers that any route like it may give and what it says of permissions.
 *
 * @throws Error where the document would lack something: the route is not registered then
 */
function described({ schema, method, url }: RouteOptions, wanted: Wanted): FastifySchema {
  if (!schema?.summary || !schema.tags?.length || !isRecord(schema.response)) {
    throw new Error(`${String(method)} ${url} lacks a summary, tags or the schemas of its answers`);
  }
  const errors = statusesOf(codesOf({ schema, method }, wanted)).map((status) => [status, ErrorBody]);
  return {
    ...schema,
    description: [schema.description, permissionWords(wanted)].filter((text) => text).join('\n\n'),
    security: wanted === 'public' ? [] : Object.entries(SECURITY).map(([name, scopes]) => ({ [name]: scopes })),
    response: { ...Object.fromEntries(errors), ...schema.response },
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

type Described = Pick<RouteOptions, 'schema' | 'method'>;

function codesOf({ schema = {}, method }: Described, wanted: Wanted): readonly ApiErrorCode[] {
  const takes = [schema.body, schema.querystring, schema.params].some((part) => part !== undefined);
  const codes: ApiErrorCode[] = takes ? ['bad-request', 'unavailable'] : ['unavailable'];
  if (wanted === 'public') return codes;
  return [...codes, 'not-signed-in', ...(wanted === 'signed-in' && method === 'GET' ? [] : ['forbidden' as const])];
}

function permissionWords(wanted: Wanted): string {
  if (wanted === 'public') return '';
  return wanted === 'signed-in' ? 'For whoever is signed in.' : `Takes the permission \`${wanted}\`.`;
}
