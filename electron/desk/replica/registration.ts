import type { Failure } from '#contract/failures';
import { refused, type Outcome } from '#kernel/outcome';
import { onDisk } from '../disk-failure';
import { ask } from '../http';
import type { Outbox } from './outbox';

type Registering = {
  readonly server: string;
  readonly access: () => Promise<Outcome<string, Failure>>;
  readonly outbox: Outbox;
  /** The server does not take this client's name. */
  readonly strange: () => void;
  /** The place is left: its files may be closed. */
  readonly isOver: () => boolean;
};

/** A good access token, after this copy was named to the server: before its first greeting. */
export async function registered({ server, access: find, outbox, strange, isOver }: Registering): Promise<Outcome<string, Failure>> {
  const access = await find();
  if (!access.ok || outbox.client.registered) return access;
  const { client } = outbox;
  const answer = await ask(server, { method: 'POST', path: '/clients', access: access.value, body: { client: client.id } });
  if (isOver()) return refused('access.signedOut');
  // The name belongs to somebody else, or the server does not take it: it will not take it the next time either.
  if (!answer.ok && (answer.code === 'access.denied' || answer.code === 'request.malformed')) strange();
  if (!answer.ok) return answer;
  await onDisk(() => outbox.saveClient({ ...client, registered: true }));
  return access;
}
