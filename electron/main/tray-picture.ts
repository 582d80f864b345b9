import { deflateSync, crc32 } from 'node:zlib';

const side = 32;

type Color = readonly [red: number, green: number, blue: number];

const accent: Color = [64, 83, 200];
const paper: Color = [255, 255, 255];
const alarm: Color = [195, 49, 42];

/** The mark of the app for the tray as PNG: a ring, and a red dot in its corner where something was not seen. */
export function trayPicture(hasUnseen: boolean): Buffer {
  const rows: number[] = [];
  for (let y = 0; y < side; y += 1) {
    rows.push(0);
    for (let x = 0; x < side; x += 1) rows.push(...pixel(x, y, hasUnseen));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits for each of red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows))), chunk('IEND', Buffer.alloc(0))]);
}

function pixel(x: number, y: number, hasUnseen: boolean): readonly number[] {
  const dot = cover(x, y, { x: 24.5, y: 7.5, radius: 7 });
  if (hasUnseen && dot > 0) return [...alarm, Math.round(dot * 255)];
  const disk = cover(x, y, { x: 15.5, y: 15.5, radius: 15 });
  const ring = cover(x, y, { x: 15.5, y: 15.5, radius: 9 }) - cover(x, y, { x: 15.5, y: 15.5, radius: 5 });
  const [red, green, blue] = accent.map((part, at) => Math.round(part + ((paper[at] ?? part) - part) * ring));
  return [red ?? 0, green ?? 0, blue ?? 0, Math.round(disk * 255)];
}

/** How much of a pixel lies within a disk, from 0 to 1. */
function cover(x: number, y: number, disk: { readonly x: number; readonly y: number; readonly radius: number }): number {
  return Math.min(1, Math.max(0, disk.radius - Math.hypot(x - disk.x, y - disk.y) + 0.5));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
