import { enrolment, recoveryCodes, security } from '#contract/security';
import type { PersonId } from '#kernel/id';
import { z } from 'zod';
import { saveFile } from '../channel/save-attachment';
import { onDisk } from '../disk-failure';
import { serverAsker } from '../server-asker';
import type { Place } from '../place';
import type { Handlers } from '../verbs';

type Verbs =
  | 'security.read'
  | 'security.endSession'
  | 'security.signOutEverywhere'
  | 'security.changePassword'
  | 'security.beginFactor'
  | 'security.confirmFactor'
  | 'security.endFactor'
  | 'security.saveCodes';

type Ports = {
  readonly atWork: () => Place | null;
  readonly downloads: string;
  /** A new password opens the lock of this computer from now on. */
  readonly keepPassword: (person: PersonId, password: string) => Promise<unknown>;
};

/** A person's own account: asked of the server each time, kept nowhere on this computer. */
export function securityRequests({ atWork, downloads, keepPassword }: Ports): Pick<Handlers, Verbs> {
  const call = serverAsker(atWork);
  return {
    'security.read': () => call({ method: 'GET', path: '/me/security' }, security),
    'security.endSession': ({ session }) => call({ method: 'DELETE', path: `/me/sessions/${encodeURIComponent(session)}` }, z.null()),
    'security.signOutEverywhere': () => call({ method: 'DELETE', path: '/me/sessions' }, z.null()),
    'security.changePassword': async (body) => {
      const person = atWork()?.me.id;
      const changed = await call({ method: 'POST', path: '/me/password', body }, z.null());
      if (changed.ok && person !== undefined) await keepPassword(person, body.next);
      return changed;
    },
    'security.beginFactor': (body) => call({ method: 'POST', path: '/me/factor', body }, enrolment),
    'security.confirmFactor': (body) => call({ method: 'POST', path: '/me/factor/confirmation', body }, recoveryCodes),
    'security.endFactor': (body) => call({ method: 'POST', path: '/me/factor/end', body }, z.null()),
    'security.saveCodes': async ({ codes }) => {
      const saved = await onDisk(() => saveFile(downloads, 'otklik-recovery-codes.txt', new Blob([`${codes.join('\n')}\n`]).stream()));
      return saved.ok ? saved.value : saved;
    },
  };
}
