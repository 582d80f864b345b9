/** Encodes Russian text as old mail programs do; Node can decode these charsets but not write them. */
export function encodeAs(charset: 'windows-1251' | 'koi8-r' | 'ibm866', text: string): Buffer {
  const decoder = new TextDecoder(charset);
  const byteOf = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte -= 1) byteOf.set(decoder.decode(Uint8Array.of(byte)), byte);
  return Buffer.from(
    Array.from(text, (letter) => {
      const byte = byteOf.get(letter);
      if (byte === undefined) throw new Error(`${charset} has no ${letter}`);
      return byte;
    }),
  );
}
