const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) {
    value = (value & 0x8000) === 0 ? value << 1 : (value << 1) ^ 0x1021;
  }
  return value;
});

/** CRC-16/XMODEM of an ASCII text, the checksum by which Redis Cluster divides keys among slots. */
export function crc16(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    sum = ((sum << 8) & 0xffff) ^ (table[((sum >> 8) ^ text.charCodeAt(index)) & 0xff] ?? 0);
  }
  return sum;
}
