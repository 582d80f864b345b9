/** Nobody reads a longer one, and what draws a text takes for each as long as its letters times its lines. */
export const longestParagraph = 2000;

/** A text in which no paragraph is longer: a line break stands in the place of a space. Text without spaces gets one besides. */
export function withBreaks(text: string): string {
  if (text.length <= longestParagraph) return text;
  return text.split('\n').map((line) => (line.length <= longestParagraph ? line : broken(line))).join('\n');
}

function broken(line: string): string {
  const parts: string[] = [];
  let from = 0;
  while (line.length - from > longestParagraph) {
    const space = placeOf(line, from);
    const to = space ?? wholeLetter(line, from + longestParagraph);
    parts.push(line.slice(from, to));
    from = space === null ? to : to + 1;
  }
  return [...parts, line.slice(from)].join('\n');
}

/** The last space that may go; never one inside of the name of a fact. */
function placeOf(line: string, from: number): number | null {
  const end = from + longestParagraph;
  const open = line.lastIndexOf('[[', end);
  const isInName = open > from && line.indexOf(']]', open) > end && !line.slice(open, end).includes(']]');
  const space = line.lastIndexOf(' ', isInName ? open : end);
  return space > from ? space : null;
}

function wholeLetter(line: string, at: number): number {
  const code = line.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}

const longestPiece = 2000;

/** A text in parts that are laid out each for itself, so that one letter moves one of them; none ends with an empty line. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[][] = [[]];
  let length = 0;
  for (const line of text.split('\n')) {
    const last = pieces.at(-1);
    if (last === undefined) break;
    if (length > longestPiece && last.at(-1) !== '') {
      pieces.push([line]);
      length = line.length;
    } else {
      last.push(line);
      length += line.length;
    }
  }
  return pieces.map((lines) => lines.join('\n'));
}
