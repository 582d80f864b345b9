export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

/** Pixels that a window can hold without harm many times over, and once; a few bytes may claim many more. */
export const mostPixels = { ofMail: 24_000_000, ofFile: 64_000_000 } as const;

type Size = { readonly width: number; readonly height: number };
type Kind = { readonly type: PictureType; readonly sizeOf: (bytes: DataView) => Size | null };

/** By what the bytes are, never by what somebody says of them. What is drawn by a document (SVG) or runs anything is none of these. */
export function pictureTypeOf(bytes: Uint8Array, most: number = mostPixels.ofMail): PictureType | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = kindOf(view);
  const size = kind?.sizeOf(view) ?? null;
  return kind === null || size === null || size.width < 1 || size.height < 1 || size.width * size.height > most ? null : kind.type;
}

function kindOf(bytes: DataView): Kind | null {
  if (bytes.byteLength < 30) return null;
  const start = lettersOf(bytes, 0, 16);
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return { type: 'image/png', sizeOf: (png) => ({ width: png.getUint32(16), height: png.getUint32(20) }) };
  if (/^GIF8[79]a/.test(start)) return { type: 'image/gif', sizeOf: (gif) => ({ width: gif.getUint16(6, true), height: gif.getUint16(8, true) }) };
  if (start.startsWith('\xff\xd8\xff')) return { type: 'image/jpeg', sizeOf: jpegSize };
  return /^RIFF[^]{4}WEBPVP8[ LX]/.test(start) ? { type: 'image/webp', sizeOf: webpSize } : null;
}

function lettersOf(bytes: DataView, from: number, to: number): string {
  return Array.from({ length: to - from }, (_, place) => String.fromCharCode(bytes.getUint8(from + place))).join('');
}

/** Frames whose header tells the size: all of C0 to CF but the tables. */
const tables = new Set([0xc4, 0xc8, 0xcc]);

function jpegSize(bytes: DataView): Size | null {
  for (let at = 2; at + 9 < bytes.byteLength && bytes.getUint8(at) === 0xff; ) {
    const marker = bytes.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && !tables.has(marker)) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    at += 2 + bytes.getUint16(at + 2);
  }
  return null;
}

function webpSize(bytes: DataView): Size {
  const kind = lettersOf(bytes, 12, 16);
  if (kind === 'VP8X') return { width: 1 + threeBytes(bytes, 24), height: 1 + threeBytes(bytes, 27) };
  if (kind === 'VP8 ') return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
  const packed = bytes.getUint32(21, true);
  return { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff) };
}

function threeBytes(bytes: DataView, at: number): number {
  return bytes.getUint8(at) + bytes.getUint8(at + 1) * 0x100 + bytes.getUint8(at + 2) * 0x10000;
}
