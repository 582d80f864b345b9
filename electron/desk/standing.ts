import type { Failure } from '#contract/failures';
import { damageOf } from '#db/cache/damage';
import { readPosition } from '#db/cache/position';
import type { Position } from '#sync/local-copy';
import { orPause } from './disk-failure';
import type { Picture } from './replica/picture';

type Asking = {
  readonly copy: Pick<Picture, 'read'>;
  /** The place is left. */
  readonly isOver: () => boolean;
  /** Begins an empty copy in the place of a damaged one. */
  readonly begin: () => Promise<void>;
  readonly tell: (code: Failure) => Promise<void>;
};

/** Where the copy stands. A disk that does not let it be read is asked again until it does, or the place is left. */
export async function standingOf({ copy, isOver, begin, tell }: Asking): Promise<Position | null> {
  while (!isOver()) {
    try {
      return await copy.read(readPosition);
    } catch (error) {
      const again = async (): Promise<void> => {
        if (damageOf(error) !== 'corrupt') throw error;
        await begin();
      };
      await orPause(again, tell);
    }
  }
  return null;
}
