/** First bytes that a kind of file begins with, from the WHATWG standard on MIME sniffing and the formats' own texts. */
const beginnings: readonly (readonly [type: string, at: number, hex: string])[] = [
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/gif', 0, '474946383'],
  ['image/webp', 8, '57454250'],
  ['image/heic', 4, '66747970686569'],
  ['image/bmp', 0, '424d'],
  ['image/tiff', 0, '49492a00'],
  ['image/tiff', 0, '4d4d002a'],
  ['application/pdf', 0, '255044462d'],
  ['application/x-msdownload', 0, '4d5a'],
  ['application/x-executable', 0, '7f454c46'],
  ['application/x-mach-binary', 0, 'cffaedfe'],
  ['application/x-mach-binary', 0, 'cafebabe'],
  ['application/x-ms-shortcut', 0, '4c00000001140200'],
  ['text/x-shellscript', 0, '2321'],
  ['application/zip', 0, '504b0304'],
  ['application/vnd.rar', 0, '526172211a07'],
  ['application/x-7z-compressed', 0, '377abcaf271c'],
  ['application/gzip', 0, '1f8b'],
  ['application/x-ole-storage', 0, 'd0cf11e0a1b11ae1'],
  ['audio/mpeg', 0, '494433'],
  ['audio/ogg', 0, '4f676753'],
  ['audio/wav', 8, '57415645'],
  ['video/webm', 0, '1a45dfa3'],
  ['video/mp4', 4, '66747970'],
];

const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** Formats whose first bytes say only in what they are wrapped: the name decides between them, and no others. */
const wrapped: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application/zip': {
    docx: `${openXml}.wordprocessingml.document`,
    xlsx: `${openXml}.spreadsheetml.sheet`,
    pptx: `${openXml}.presentationml.presentation`,
    odt: `${openDocument}.text`,
    ods: `${openDocument}.spreadsheet`,
  },
  'application/x-ole-storage': { doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint' },
  'text/plain': { csv: 'text/csv', json: 'application/json' },
};

/** What a file is, by its first bytes; its name only chooses where these leave a choice. */
export function detectType(head: Uint8Array, name: string): string {
  const hex = Buffer.from(head.subarray(0, 32)).toString('hex');
  const found = beginnings.find(([, at, beginning]) => hex.startsWith(beginning, at * 2))?.[0] ?? textType(head);
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return wrapped[found]?.[ending] ?? found;
}

function textType(head: Uint8Array): string {
  // A letter may be cut at the end of what is looked at.
  const text = new TextDecoder('utf-8').decode(head.subarray(0, 2048), { stream: true });
  if (/[^\P{Cc}\t\r\n\f\v]|\ufffd/u.test(text)) return 'application/octet-stream';
  const start = text.replace(/^\s*(?:<\?xml[^>]*>\s*)?/, '').slice(0, 100).toLowerCase();
  if (start.startsWith('<svg') || start.startsWith('<!doctype svg')) return 'image/svg+xml';
  return /^<(!doctype html|html|head|body|script|iframe)/.test(start) ? 'text/html' : 'text/plain';
}
