import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const Volume = z.string();
const Service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z
    .union([
      z.array(z.string()).transform((names) => Object.fromEntries(names.map((name) => [name, 'service_started']))),
      z
        .record(z.string(), z.object({ condition: z.string() }))
        .transform((by) => Object.fromEntries(Object.entries(by).map(([name, { condition }]) => [name, condition]))),
    ])
    .default({}),
  volumes: z.array(Volume).default([]),
  networks: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  healthcheck: z.record(z.string(), z.unknown()).optional(),
  restart: z.string(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  deploy: z.object({ resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }) }),
});

const Compose = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
});

export type ComposeService = z.output<typeof Service>;

export const composeText = readFileSync('docker-compose.yml', 'utf8');

/** The file as YAML has it, with what is merged into it. */
export const composeDocument = (): unknown => parse(composeText, { merge: true });

export const compose = Compose.parse(composeDocument());

/** A variable that has to be set, and is not. */
export class MissingVariable extends Error {
  override readonly name = 'MissingVariable';
}

/**
 * Puts variables into a value as Docker Compose does, as far as this file asks for it: `${NAME:?}`, `${NAME:-default}`, and
 * `$$` for a `$`.
 *
 * @throws {MissingVariable} for a `${NAME:?}` that is unset or empty
 * @throws {Error} for any other way of writing one
 */
export const interpolate = (value: string, variables: Readonly<Record<string, string>>): string =>
  value.replace(/\$(?:\$|\{(\w+)(:\?|:-[^}]*)\}|(.))/g, (all, name, how, other) => {
    if (all === '$$') return '$';
    if (other !== undefined || name === undefined) throw new Error(`no variable: ${value}`);
    const found = variables[name];
    if (found !== undefined && found !== '') return found;
    if (how === ':?') throw new MissingVariable(name);
    return String(how).slice(2);
  });

/** The names of variables that the file asks for. */
export const variablesIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name = '']) => name));

/** The names that `.env.example` has. */
export const exampleNames: readonly string[] = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
  ([, name = '']) => name,
);
