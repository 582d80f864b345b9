const fence = /^ {0,3}(?:```|~~~)/u;

/** The text of a page as it is read and sent: a heading above everything is its title, and marks inside of lines are taken off. Code keeps its marks. */
export function titled(body: string): { readonly title: string; readonly text: string } {
  const lines = body.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const isTitle = lines[first]?.startsWith('# ') === true;
  const rest = isTitle ? lines.slice(first + 1) : lines;
  let isCode = false;
  const text = rest.flatMap((line) => {
    if (fence.test(line)) {
      isCode = !isCode;
      return [];
    }
    // Four blanks keep a remark of some code from beginning a section.
    return [isCode ? (line.trimStart().startsWith('#') ? `    ${line}` : line) : plainLine(line)];
  });
  return { title: isTitle ? plainLine((lines[first] ?? '').slice(2)).trim() : '', text: text.join('\n').trim() };
}

/** Bold, code and links; a link keeps its address behind its words. */
function plainLine(line: string): string {
  return line
    .replaceAll(/!?\[([^[\]\n]{0,500})\]\(<?([^()<>\s]{1,2000})>?(?: "[^"\n]{0,200}")?\)/gu, (_whole, words: string, address: string) => (words === '' || words === address ? address : `${words} (${address})`))
    .replaceAll(/\*\*(\S(?:[^*\n]{0,2000}\S)?)\*\*/gu, '$1')
    .replaceAll(/`([^`\n]{1,2000})`/gu, '$1');
}
