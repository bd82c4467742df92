import type { FastifyRequest } from 'fastify';
import type { HttpMethod } from '../options.ts';
import { RestError } from './rest-error.ts';

/** The form of a request; empty where it has none. */
export const formOf = (request: FastifyRequest): URLSearchParams =>
  request.body instanceof URLSearchParams ? request.body : new URLSearchParams();

/** The query of a request. */
export const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URL(request.originalUrl, 'http://localhost').searchParams;

/** A part of the path by its name. */
export function pathPart(request: FastifyRequest, name: string): string {
  const { params } = request;
  const found = typeof params === 'object' && params !== null && Object.entries(params).find(([key]) => key === name);
  return found ? String(found[1]) : '';
}

/** A parameter that must be there, or the error that says it is not. */
export function required(form: URLSearchParams, name: string, code: number): string {
  const value = form.get(name);
  if (!value) throw new RestError(400, code, `A '${name}' parameter is required`);
  return value;
}

/** An HTTP method, POST where there is none. */
export const methodOf = (form: URLSearchParams, name: string): HttpMethod =>
  form.get(name)?.toUpperCase() === 'GET' ? 'GET' : 'POST';
