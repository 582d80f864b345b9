/** Splits `electron [-r module] [--switch[=value]] <app> [arguments]` the way Electron reads it. */
export function parseCommandLine(argv) {
  const switches = new Map();
  const preloads = [];
  const rest = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index];
    const named = /^--([^=]+)=?(.*)$/s.exec(word);
    if (rest.length === 0 && (word === '-r' || word === '--require')) preloads.push(argv[++index]);
    else if (named) switches.set(named[1], named[2]);
    else rest.push(word);
  }
  return { switches, preloads, app: rest[0] ?? '.' };
}
