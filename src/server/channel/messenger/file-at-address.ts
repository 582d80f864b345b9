import { limits } from '#contract/limits';
import { fetchOut, type Egress } from '../../egress';
import { RoadClosedError, type RemoteFile } from './road';

type Named = Pick<RemoteFile, 'name' | 'type'> & { readonly url: string; readonly headers?: Readonly<Record<string, string>> };

/** A file that a messenger told the address of. */
export function fileAtAddress(egress: Egress, { name, type, url, headers = {} }: Named): RemoteFile {
  return { name, type, fetch: () => fetchFile(egress, { url, headers }) };
}

export async function fetchFile(egress: Egress, { url, headers }: { readonly url: string; readonly headers: Readonly<Record<string, string>> }): Promise<Uint8Array | 'lost'> {
  const fetched = await fetchOut(egress, { url, headers, largest: limits.attachment });
  if (fetched.ok) return fetched.value;
  if (fetched.code === 'unreachable') throw new RoadClosedError('messenger.unreachable');
  return 'lost';
}
