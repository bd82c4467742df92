/** What a word is among words that make a number. */
export type NumberWord =
  | 'digit'
  /** A zero by its letter: only beside digits, for it is a word of its own as well. */
  | 'letter'
  /** Two digits. */
  | 'pair'
  /** Two digits; one that follows is the second of them. */
  | 'tens'
  /** What stands between tens and the digit that follows. */
  | 'and'
  /** The digit that follows is meant twice, or three times. */
  | 'twice'
  | 'thrice'
  /** What people say between two digits of one number. */
  | 'pause';

/** In English, Spanish and Chinese; in small letters, without accents. */
const WORDS: Readonly<Record<NumberWord, string>> = {
  digit:
    'zero nought one two three four five six seven eight nine cero uno dos tres cuatro cinco seis siete ocho nueve ' +
    '零 〇 一 幺 二 两 三 四 五 六 七 八 九',
  letter: 'o oh',
  pair:
    'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen ' +
    'diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve ' +
    'veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
  tens:
    'twenty thirty forty fifty sixty seventy eighty ninety ' +
    'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  and: 'y',
  twice: 'double doble',
  thrice: 'triple treble',
  pause: 'um uh er eh ah hmm dash hyphen space guion hundred ciento cien',
};

const KINDS: readonly NumberWord[] = ['digit', 'letter', 'pair', 'tens', 'and', 'twice', 'thrice', 'pause'];

/** Each word with what it is. */
export const NUMBER_WORDS: ReadonlyMap<string, NumberWord> = new Map(
  KINDS.flatMap((kind) => WORDS[kind].split(' ').map((word) => [word, kind] as const)),
);
