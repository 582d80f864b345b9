import type { Migration } from '../../migrate';

/** Cells that rows got at their ends since copies of the version before, in their order, each where a row has only those before it. */
const appended = {
  queues: { from: 4, sqlCells: ["json('false')"] },
  customers: { from: 8, sqlCells: ['null', "json('[]')", '0', 'null'] },
  identities: { from: 5, sqlCells: ['null'] },
  cases: { from: 10, sqlCells: ["'normal'", "json('[]')", "json('[]')", 'null', 'null'] },
  conversations: { from: 17, sqlCells: ['null', 'null'] },
} as const;

/** What was confirmed of rows that waiting work touched is kept as rows travel: as long as they are now, else none of it can be put back. */
export const longerImages: Migration = {
  version: 20,
  name: 'longer-images',
  sql: Object.entries(appended).flatMap(([sqlTable, { from, sqlCells }]) =>
    sqlCells.map((sqlCell, place) => {
      const sqlLength = String(from + place);
      return `update images set "row" = json_insert("row", '$[#]', ${sqlCell}) where "tableName" = '${sqlTable}' and json_array_length("row") = ${sqlLength}`;
    }),
  ),
};
