import type { PlaceFiles } from '../place-files';
import { Carrier, type CarrierPorts } from './carrier';
import { MailPost } from './mail-post';
import { Uploads, type UploadPorts } from './uploads';

type Ports = CarrierPorts & Omit<UploadPorts, 'carrier' | 'mails' | 'outbox'> & { /** A new mail left, or did not. */ readonly mailed: () => void };

/** Everything by which work leaves a place that is not pushed at once. */
export function departures({ outbox, newMails: mails }: PlaceFiles, { mailed, ...ports }: Ports): Uploads {
  const carrier = new Carrier(ports);
  const { server, access, isOnline } = ports;
  return new Uploads({ ...ports, carrier, outbox, mails: new MailPost({ server, access, isOnline, carrier, mails, outbox, changed: mailed }) });
}
