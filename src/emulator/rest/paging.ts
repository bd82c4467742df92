import type { FastifyRequest } from 'fastify';
import { queryOf } from './form.ts';

/** Twilio's own bounds of a page. */
const USUAL_SIZE = 50;
const LARGEST_SIZE = 1000;

/**
 * One page of a list under its name, with the addresses of its neighbours. Source:
 * https://www.twilio.com/docs/usage/twilios-response#paging
 */
export function pageOf(
  request: FastifyRequest,
  name: string,
  resources: readonly unknown[],
): Readonly<Record<string, unknown>> {
  const query = queryOf(request);
  const size = Math.min(LARGEST_SIZE, Math.max(1, Number(query.get('PageSize') ?? USUAL_SIZE) || USUAL_SIZE));
  const page = Math.max(0, Number(query.get('Page') ?? 0) || 0);
  const start = page * size;
  const shown = resources.slice(start, start + size);
  const uri = (wanted: number) => {
    const path = new URL(request.originalUrl, 'http://localhost');
    path.searchParams.set('PageSize', String(size));
    path.searchParams.set('Page', String(wanted));
    if (wanted > 0) path.searchParams.set('PageToken', `PT${wanted}`);
    return `${path.pathname}${path.search}`;
  };
  return {
    [name]: shown,
    page,
    page_size: size,
    start,
    end: Math.max(0, start + shown.length - 1),
    uri: uri(page),
    first_page_uri: uri(0),
    next_page_uri: start + size < resources.length ? uri(page + 1) : null,
    previous_page_uri: page > 0 ? uri(page - 1) : null,
  };
}
