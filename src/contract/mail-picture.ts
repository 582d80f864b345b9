import { pictureTypes } from '#domain/channel/picture-kind';
import { z } from 'zod';

/** Of a picture that a mail leaves in the network, and that a person wants to see, in bytes. The server fetches it, so that its owner learns nothing of who looks. */
export const largestPicture = 2 * 1024 * 1024;
/** Of one mail. */
export const mostPictures = 40;
/** In characters. */
export const longestPictureAddress = 4000;

/** As it stands in the mail: others are not fetched for anybody. */
export const namedPicture = z.strictObject({ address: z.string().min(1).max(longestPictureAddress) });

export const mailPicture = z.strictObject({ type: z.enum(pictureTypes), base64: z.base64().max(Math.ceil((largestPicture * 4) / 3) + 4) });
export type MailPicture = z.infer<typeof mailPicture>;
