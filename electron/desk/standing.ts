import type { Failure } from '#contract/failures';
import { readPosition } from '#db/cache/position';
import type { Position } from '#sync/local-copy';
import { orPause } from './disk-failure';
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
