/** A stretch of what is spoken, for any carrier: words, a silence, or a recording that is played. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'pause'; readonly ms: number }
  | { readonly type: 'audio'; readonly file: string };

/** Line breaks, tabs and their kin separate words; the other characters of these classes have no place in speech or in XML. */
const UNSPEAKABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}]+/gu;

/** Text without control, formatting, private and broken characters, and with single spaces for any white space. */
export const cleanText = (text: string): string => text.replace(/\s+/gu, ' ').replace(UNSPEAKABLE, '');
