/** The characters of a text message of 7 bits, and those that take two places in it. Source: 3GPP TS 23.038 §6.2.1. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€';

/**
 * As how many messages a carrier sends and charges a text: one of 160 places, or several of 153; where a character is
 * not among those of 7 bits, one of 70 or several of 67.
 */
export function textSegments(text: string): number {
  const characters = [...text];
  const isShort = characters.every((character) => `${BASIC}${EXTENDED}`.includes(character));
  const places = isShort
    ? characters.reduce((sum, character) => sum + (EXTENDED.includes(character) ? 2 : 1), 0)
    : text.length;
  const [one, several] = isShort ? [160, 153] : [70, 67];
  return places <= one ? 1 : Math.ceil(places / several);
}
