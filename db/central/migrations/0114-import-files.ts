/** The file that a refused line came in, where an import brings many. */
export const importFiles = {
  version: 114,
  name: '0114-import-files',
  sql: 'alter table import_problems add column file text;',
} as const;
