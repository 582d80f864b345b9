import type { PictureType } from '#contract/mail-picture';

/** Pixels that a window can hold without harm; a few bytes may claim many more. */
const mostPixels = 24_000_000;

type Size = { readonly width: number; readonly height: number };
type Kind = { readonly type: PictureType; readonly sizeOf: (bytes: Buffer) => Size | null };

/** By what the bytes are, never by what somebody says of them. What is drawn by a document (SVG) or runs anything is none of these. */
export function pictureTypeOf(bytes: Buffer): PictureType | null {
  const kind = kindOf(bytes);
  const size = kind?.sizeOf(bytes) ?? null;
  return kind === null || size === null || size.width < 1 || size.height < 1 || size.width * size.height > mostPixels ? null : kind.type;
}

function kindOf(bytes: Buffer): Kind | null {
  if (bytes.byteLength < 30) return null;
  const start = bytes.toString('latin1', 0, 16);
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return { type: 'image/png', sizeOf: (png) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) }) };
  if (/^GIF8[79]a/.test(start)) return { type: 'image/gif', sizeOf: (gif) => ({ width: gif.readUInt16LE(6), height: gif.readUInt16LE(8) }) };
  if (start.startsWith('\xff\xd8\xff')) return { type: 'image/jpeg', sizeOf: jpegSize };
  return /^RIFF[^]{4}WEBPVP8[ LX]/.test(start) ? { type: 'image/webp', sizeOf: webpSize } : null;
}

/** Frames whose header tells the size: all of C0 to CF but the tables. */
const tables = new Set([0xc4, 0xc8, 0xcc]);

function jpegSize(bytes: Buffer): Size | null {
  for (let at = 2; at + 9 < bytes.byteLength && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && !tables.has(marker)) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function webpSize(bytes: Buffer): Size {
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
  if (kind === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  const packed = bytes.readUInt32LE(21);
  return { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff) };
}
