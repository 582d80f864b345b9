import { existsSync, readFileSync } from 'node:fs';
import { strict } from './not-implemented.mjs';

/** An image that keeps its bytes and knows the size of a PNG. */
export function imageFromBuffer(bytes) {
  const image = strict('nativeImage', {
    toPNG: () => bytes,
    toDataURL: () => `data:image/png;base64,${bytes.toString('base64')}`,
    isEmpty: () => bytes.length === 0,
    getSize: () =>
      bytes.length > 24 ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : { width: 0, height: 0 },
    resize: () => image,
    setTemplateImage: () => {},
  });
  return image;
}

export const nativeImage = strict('nativeImage', {
  createEmpty: () => imageFromBuffer(Buffer.alloc(0)),
  createFromBuffer: imageFromBuffer,
  createFromPath: (path) => imageFromBuffer(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromDataURL: (url) => imageFromBuffer(Buffer.from(url.split(',')[1] ?? '', 'base64')),
});
