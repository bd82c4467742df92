import { z } from 'zod';

/** Schemas that the OpenAPI document has under a name of their own: programs have a type for each. */
export const namedSchemas = z.registry<{ id: string }>();

/** Gives a schema its name in the OpenAPI document, such as `Call`. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  namedSchemas.add(schema, { id });
  return schema;
}
