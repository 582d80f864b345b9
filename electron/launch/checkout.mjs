import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const inCheckout = (...parts) => join(checkout, ...parts);
export const inModules = (...parts) => join(checkout, 'node_modules', ...parts);
