/** A command about many conversations is answered anew as it was answered: with those that the rules did not let. */
export const refusedRows = {
  version: 101,
  name: '0101-refused-rows',
  sql: `alter table command_results add column refused jsonb;`,
} as const;
