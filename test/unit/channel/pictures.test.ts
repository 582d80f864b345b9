import { cleanHtml } from '#server/channel/email/clean-html';
import { heldPictures } from '#server/channel/email/picture/held-pictures';
import { pictureTypeOf } from '#domain/channel/picture-kind';
import { expect, test } from 'vitest';

test('the addresses that a mail leaves in the network are read as they were written, and nothing else is', () => {
  const html = cleanHtml('<img src="https://shop.example/a.png?x=1&amp;y=%22&quot;" alt="A"><img src="HTTP://shop.example/b"><img src="cid:1"><img src="ftp://x/y">&lt;img data-held-src="https://typed.example/"&gt; <a href="https://link.example">x</a>', new Map());
  expect([...heldPictures(html)]).toEqual(['https://shop.example/a.png?x=1&y=%22"', 'HTTP://shop.example/b']);
});

const padded = (start: string): Buffer => Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(64)]);

test('a picture is what its bytes are, of a size that a window can hold', () => {
  const gif = padded('GIF89a\x10\x00\x10\x00');
  const webp = padded('RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x0f\x00\x00\x0f\x00\x00');
  const jpeg = padded('\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x10\x00\x10');
  expect([gif, webp, jpeg].map((bytes) => pictureTypeOf(bytes))).toEqual(['image/gif', 'image/webp', 'image/jpeg']);
  const large = padded('GIF89a\xff\xff\xff\xff');
  const endless = padded('\xff\xd8\xff\xe0\x00\x00');
  expect([large, endless, padded('<svg xmlns='), padded('%PDF-1.7'), padded('GIF89a'), Buffer.from('GIF89a')].map((bytes) => pictureTypeOf(bytes))).toEqual([null, null, null, null, null, null]);
});
