import type { FastifyInstance, FastifyRequest } from 'fastify';

const MOST_BYTES = 8 * 1024;

/** Lets the routes of this plugin read what a form of a page sends, and nothing else. */
export function readForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}

/** A field of the form that was sent; empty where there is none. */
export const fieldOf = ({ body }: FastifyRequest, name: string): string =>
  body instanceof URLSearchParams ? (body.get(name) ?? '') : '';
