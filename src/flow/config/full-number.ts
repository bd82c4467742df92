import { z } from 'zod';
import { isE164 } from '../../values/phone-number.ts';

/** A telephone number as staff write it. */
export const FullNumber = z
  .string()
  .refine(isE164, 'a telephone number is written in full and in quotes, as "+85230000000"');

/** How the numbers of a country begin, as staff write it. */
export const CountryCode = z.string().regex(/^\+[1-9]\d{0,3}$/, 'a country code is written in quotes, as "+86"');
