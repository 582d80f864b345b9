import { importsOf, resolved } from '../imports';
import { features, roomOf } from '../rooms';
import type { Rule } from '../rule';
import { lineAt } from '../source-file';

export const featureTable: Rule = {
  name: 'a feature sees only the features that the table names',
  check: (file) => {
    const room = roomOf(file.path);
    const table = room === undefined ? undefined : features[room];
    if (room === undefined || table === undefined) return [];
    const own = featureAt(file.path, room);
    if (own === undefined) return [];
    const seen = table[own];
    if (seen === undefined) return [{ path: file.path, line: 1, what: `the feature ${own} is not in the table of ${room}` }];
    return importsOf(file).flatMap((one) => {
      const other = one.from.startsWith('.') ? featureAt(resolved(file.path, one.from), room) : undefined;
      if (other === undefined || other === own || seen.includes(other)) return [];
      return [{ path: file.path, line: lineAt(file.text, one.start), what: `${own} may not see ${other}` }];
    });
  },
  planted: [
    { path: 'src/domain/access/a.ts', text: "import { isFinished } from '../conversation/case';" },
    { path: 'src/domain/weather/a.ts', text: '' },
    { path: 'renderer/queue/a.tsx', text: "import { Composer } from '../conversation/Composer';" },
    { path: 'renderer/kit/a.tsx', text: "import { Shell } from '../shell/Shell';" },
  ],
  allowed: [
    { path: 'renderer/shell/Shell.tsx', text: "import { QueueList } from '../queue/QueueList'; import { Card } from '../customer/Card';" },
    { path: 'src/domain/conversation/a.ts', text: "import { mayWork } from '../access/actor'; import type { RowChange } from '../tables';" },
  ],
};

/** The table names no feature that leads back to itself. */
export function featureCycles(table: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const reaches = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
    (table[from] ?? []).some((next) => next === to || (!seen.has(next) && reaches(next, to, new Set([...seen, next]))));
  return Object.keys(table).filter((feature) => reaches(feature, feature, new Set()));
}

function featureAt(path: string, room: string): string | undefined {
  const rest = path.slice(room.length + 1).split('/');
  return path.startsWith(`${room}/`) && rest.length > 1 ? rest[0] : undefined;
}
