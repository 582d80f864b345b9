import { pictureTypes } from '../channel/picture-kind';
import type { Attachment } from './message';
import { mayRun } from './outgoing-file';

/** What the window draws: pictures, and pages that a worker without rights draws for it. */
export const shownTypes = [...pictureTypes, 'application/pdf'] as const;
export type ShownType = (typeof shownTypes)[number];

const types: ReadonlySet<string> = new Set(shownTypes);
const endings = /\.(png|jpe?g|gif|webp|pdf)$/i;

/** Whether it is worth a look; what it is by its bytes is seen when they are here. */
export function mayBeShown(file: Pick<Attachment, 'name' | 'type'>): boolean {
  return !mayRun(file) && (types.has(file.type) || (file.type === 'application/octet-stream' && endings.test(file.name)));
}
