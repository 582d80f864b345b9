import type { DeskSettings } from '#contract/bridge';
import type { Failure } from '#contract/failures';
import type { Me } from '#contract/session';
import { done, refused, type Outcome } from '#kernel/outcome';
import { openFailure } from '../disk-failure';
import { log, trace } from '../log';
import { Place } from '../place';
import type { PlacePorts } from '../place-ports';

type Waits = Extract<Failure, 'disk.full' | 'disk.failed'>;

/** The place of a person, or what of the disk does not let it be opened now. */
export async function openPlace(me: Me, ports: PlacePorts, settings: DeskSettings): Promise<Outcome<Place, Waits>> {
  try {
    const place = await Place.open(me, ports);
    log({ event: 'session', what: 'signedIn', detail: '' });
    return done(settings.keeper === 'file' && settings.signIn === null ? await told(place) : place);
  } catch (error) {
    const waits = openFailure(error, settings.folder);
    if (waits === null) throw error;
    log({ event: 'session', what: 'waits', detail: trace(error) });
    return refused(waits);
  }
}

/** What opens this place lies in a file that nothing seals. */
async function told(place: Place): Promise<Place> {
  try {
    await place.tell('access.unsealed');
    return place;
  } catch (error) {
    await place.close();
    throw error;
  }
}
