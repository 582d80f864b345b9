import { largestPicture, type MailPicture } from '#contract/mail-picture';
import { second } from '#kernel/instant';
import { done, refused, type Outcome } from '#kernel/outcome';
import { fetchOut, type Egress } from '../../../egress';
import { pictureTypeOf } from '#domain/channel/picture-kind';

/** Says nothing of who asks: no cookies, no referrer, no name of a program that tells people apart. */
const headers = { accept: 'image/webp,image/png,image/jpeg,image/gif', 'accept-encoding': 'identity', 'user-agent': 'Mozilla/5.0' };

/** Fetches a picture whose address a stranger wrote. Every address on the way is checked like the first, and what comes is known by its bytes. */
export async function fetchPicture(egress: Egress, address: string): Promise<Outcome<MailPicture, 'picture.unavailable'>> {
  const wanted = { headers, largest: largestPicture, within: 10 * second };
  const asWritten = await fetchOut(egress, { ...wanted, url: address });
  // An address without protection is asked with it: nobody on the way shall see what our people look at.
  const isOpen = !asWritten.ok && asWritten.code === 'forbidden' && /^http:/i.test(address);
  const found = isOpen ? await fetchOut(egress, { ...wanted, url: address.replace(/^http:/i, 'https:') }) : asWritten;
  const type = found.ok ? pictureTypeOf(found.value) : null;
  return found.ok && type !== null ? done({ type, base64: found.value.toString('base64') }) : refused('picture.unavailable');
}
