import { setTimeout as pause } from 'node:timers/promises';
import type { Failure } from '#contract/failures';
import { readPosition } from '#db/cache/position';
import type { Position } from '#sync/local-copy';
import { orPause } from './disk-failure';
import { log, trace } from './log';
import type { CopyDoubt } from './replica/copy-doubt';
import type { Picture } from './replica/picture';

type Asking = {
  readonly copy: Pick<Picture, 'read'>;
  readonly doubt: CopyDoubt;
  /** The place is left. */
  readonly isOver: () => boolean;
  /** Begins an empty copy in the place of a damaged one. */
  readonly begin: () => Promise<void>;
  readonly tell: (code: Failure) => Promise<void>;
};

/** Where the copy stands. A disk that does not let it be read is asked again until it does, or the place is left. */
export async function standingOf({ copy, doubt, isOver, begin, tell }: Asking): Promise<Position | null> {
  while (!isOver()) {
    try {
      return await copy.read(readPosition);
    } catch (error) {
      const again = async (): Promise<void> => {
        if (!doubt.isBad(error)) throw error;
        await begin();
      };
      await orPause(again, tell);
    }
  }
  return null;
}

/** Where the copy stands, with what waits drawn on it; null when it had to be begun anew. */
export async function drawn({ picture, doubt, begin }: { readonly picture: Pick<Picture, 'open'>; readonly doubt: CopyDoubt; readonly begin: () => Promise<void> }): Promise<Position | null> {
  try {
    return await picture.open();
  } catch (error) {
    if (!doubt.isBad(error)) throw error;
    await begin();
    return null;
  }
}

/** Looks at a copy that the system does not read through, and the pause between them in milliseconds. */
const looks = { most: 3, pause: 1000 };

type Looking = {
  readonly copy: Pick<Picture, 'isSound'>;
  readonly isOver: () => boolean;
  readonly begin: () => Promise<void>;
  readonly doubt: (error: unknown) => Promise<void>;
};

/** Noise in the middle of the file shows only when all of it is read; the person works meanwhile. */
export async function lookThrough({ copy, isOver, begin, doubt }: Looking): Promise<void> {
  for (let look = 0; look < looks.most && !isOver(); look += 1) {
    try {
      if (!(await copy.isSound())) await begin();
      return;
    } catch (error) {
      log({ event: 'copy', what: 'notWritten', detail: trace(error) });
      await doubt(error);
      await pause(looks.pause, undefined, { ref: false });
    }
  }
}
