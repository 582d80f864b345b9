import { join } from 'node:path';
import type { DeskSettings } from '#contract/bridge';
import { app } from 'electron';
import { z } from 'zod';

/** What the environment may say to the app; `npm start` sets it, an installed app needs none of it but the server. */
const environment = z.object({
  OTKLIK_SERVER: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:4600'),
  OTKLIK_SIGN_IN: z.string().max(600).optional(),
  OTKLIK_UNDO_SEND: z.coerce.number().int().min(0).max(30).optional().catch(undefined),
  OTKLIK_TOUR: z.enum(['0', '1']).optional().catch(undefined),
  OTKLIK_LANG: z.enum(['ru', 'en']).optional().catch(undefined),
});

export function deskSettings(keeper: DeskSettings['keeper']): DeskSettings {
  const told = environment.parse(process.env);
  return {
    server: told.OTKLIK_SERVER,
    folder: join(app.getPath('userData'), 'desk'),
    downloads: app.getPath('downloads'),
    language: told.OTKLIK_LANG ?? null,
    signIn: told.OTKLIK_SIGN_IN ?? null,
    undoSend: told.OTKLIK_UNDO_SEND ?? null,
    tour: told.OTKLIK_TOUR !== '0',
    keeper,
  };
}
