import { z } from 'zod';
import type { Path } from './places.ts';

/** The keys that a schema knows at a path; none where it takes any, or several shapes. */
export function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const part = path.reduce<z.core.$ZodType | undefined>((outer, key) => outer && childAt(bare(outer), key), schema);
  const inner = part && bare(part);
  return inner instanceof z.core.$ZodObject ? Object.keys(inner._zod.def.shape) : [];
}

function childAt(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.core.$ZodObject) return schema._zod.def.shape[String(key)];
  if (schema instanceof z.core.$ZodArray) return schema._zod.def.element;
  return schema instanceof z.core.$ZodRecord ? schema._zod.def.valueType : undefined;
}

/** Without what a schema is wrapped in: defaults, what may be missing, and what is made of it later. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.core.$ZodPipe) return bare(schema._zod.def.in);
  const isWrapped = schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodDefault;
  return isWrapped ? bare(schema._zod.def.innerType) : schema;
}
