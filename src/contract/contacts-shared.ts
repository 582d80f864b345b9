import { z } from 'zod';

/** `GET` and `PUT /contacts-shared`: whether a customer's timeline tells of contacts with other teams, never what was said in them. */
export const contactsShared = z.strictObject({ shared: z.boolean() });
