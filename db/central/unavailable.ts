const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', '53300', '57P01', '57P02', '57P03', '57P05']);
const connectionWords = /^(Connection terminated|Client has encountered a connection error|timeout expired|Connection ended|Client was closed|Unable to acquire a connection)/;

/** The database did not answer, as opposed to answering with a refusal. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return error.name === 'KnexTimeoutError' || connectionCodes.has(code) || code.startsWith('08') || connectionWords.test(error.message);
}
