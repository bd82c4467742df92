import type { Money } from './money.ts';

/**
 * A value with the type that decides how it is put into words.
 *
 * - `digits`: an identifier, spoken digit by digit, as `12345678903`
 * - `text`: words from outside, spoken as they are
 * - `enum`: one of a closed set of kebab-case words; a prompt tells them apart with ICU `select`, they are never spoken
 * - `boolean`: `select`ed as `yes` or `no`
 * - `count`: how many; a whole number, ICU `plural` works on it
 * - `ordinal`: which in a row, from 1
 * - `money`: an amount; ICU `plural` knows its cases `=0` and `other`
 * - `date`: ISO date, as `2026-02-24`
 * - `time`: wall clock, as `09:05`; `24:00` is the end of a day
 * - `instant`: ISO 8601 with the offset of the place it is spoken for, as `2026-02-24T09:00:00+08:00`
 * - `duration`: seconds
 * - `percent`: a share, 0.005 is half a percent
 * - `rate`: a decimal number as text, so that none of its places is lost, as `7.1234`
 */
export type TypedValue =
  | { readonly type: 'digits'; readonly value: string }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'enum'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'count'; readonly value: number }
  | { readonly type: 'ordinal'; readonly value: number }
  | { readonly type: 'money'; readonly value: Money }
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'time'; readonly value: string }
  | { readonly type: 'instant'; readonly value: string }
  | { readonly type: 'duration'; readonly value: number }
  | { readonly type: 'percent'; readonly value: number }
  | { readonly type: 'rate'; readonly value: string };

export type ValueType = TypedValue['type'];

/** What is kept of a typed value: plain JSON. */
export type Value = TypedValue['value'];
