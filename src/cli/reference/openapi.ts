import { z } from 'zod';
import { wireOf } from '../../backoffice/wire/wire.ts';
import type { Contract } from '../../flow/contract.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the back office performs, as an OpenAPI document: `docs/backoffice.openapi.json`. */
export const openApiOf = (operations: readonly Contract[]): Json => ({
  openapi: '3.1.0',
  info: {
    title: "OKPay's back office, as the hotline asks it",
    version: '1',
    description:
      'One POST an operation. What each operation means, what may be said at which level, and how the hotline behaves ' +
      'when something fails is told in backoffice.md beside this document.',
  },
  servers: [{ url: '{address}', variables: { address: { default: 'http://localhost:3100' } } }],
  security: [{ token: [] }],
  tags: [...new Set(operations.map(areaOf))].map((name) => ({ name })),
  paths: Object.fromEntries(operations.map((contract) => [wireOf(contract).path, { post: operationOf(contract) }])),
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas: { Problem: PROBLEM },
    responses: RESPONSES,
  },
});

const PROBLEM = {
  type: 'object',
  properties: {
    error: { type: 'string' },
    field: { type: 'string', description: 'The path of the field that is wrong, as input.reference.' },
    message: { type: 'string' },
  },
  required: ['error'],
};

const problem = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const RESPONSES = {
  BadRequest: problem('The request does not keep the contract. It is not sent again.'),
  Unauthorized: problem('The token is missing or wrong. It is not sent again, and the hotline raises an alarm.'),
  Unavailable: problem('Nobody can answer now. What is safe to ask twice is asked once more.'),
};

const responseNamed = (name: keyof typeof RESPONSES): Json => ({ $ref: `#/components/responses/${name}` });

const areaOf = ({ service }: Contract): string => service.split('.')[0] ?? service;

const KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'The same for every attempt at one request: asking again with it changes nothing and answers the same.',
  schema: { type: 'string', maxLength: 200 },
};

function operationOf(contract: Contract): Json {
  const { request, answer } = wireOf(contract);
  const content = (schema: z.ZodType) => ({ 'application/json': { schema: toSchema(schema) } });
  return {
    operationId: contract.service,
    tags: [areaOf(contract)],
    summary: contract.summary,
    description: mannerOf(contract),
    ...(contract.effect ? { parameters: [KEY] } : {}),
    requestBody: { required: true, content: content(request) },
    responses: {
      200: { description: 'What came of it.', content: content(answer) },
      400: responseNamed('BadRequest'),
      401: responseNamed('Unauthorized'),
      503: responseNamed('Unavailable'),
    },
  };
}

function mannerOf({ needs, effect, idempotent, deadlineMs }: Contract): string {
  const level = needs === undefined ? 'Asked for any caller.' : `Asked from level ${needs} on, with an account.`;
  const repeated = effect && !idempotent ? 'never asked twice' : 'may be asked twice';
  return `${level} ${effect ? 'Has an effect' : 'Reads only'}; ${repeated}. Answer within ${deadlineMs} ms.`;
}

/** As JSON Schema of the draft that OpenAPI 3.1 is built on. What is not named may be there: it is left out. */
function toSchema(schema: z.ZodType): Json {
  const { $schema, ...body } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return body;
}
