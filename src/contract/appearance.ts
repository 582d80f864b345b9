import { z } from 'zod';

export const themes = ['light', 'dark', 'auto'] as const;
export const densities = ['comfortable', 'normal', 'compact'] as const;
/** Percent of the usual letters. */
export const sizes = [100, 110, 120] as const;
export const motions = ['system', 'reduced'] as const;

export const theme = z.enum(themes);
export const density = z.enum(densities);
export const size = z.literal(sizes);
export const motion = z.enum(motions);

/** A key as the desk names it, see `Chord`; '' is no key. */
const ownKey = z.string().regex(/^(?:|(?:mod\+)?(?:shift\+)?[a-z0-9]|mod\+(?:shift\+)?enter|[/?])$/);

/** What a person chose instead of the usual keys, by the names of commands. One that this version does not know does nothing. */
export const ownKeys = z.record(z.string().max(40), ownKey).refine((keys) => Object.keys(keys).length <= 200);

/** What is a person's own on this computer: everybody who works here finds it as they left it. */
export const ownAppearance = z.object({ theme, density, size, motion, keys: ownKeys });
export type OwnAppearance = Readonly<z.infer<typeof ownAppearance>>;
