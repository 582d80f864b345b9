import { picture } from './0001-picture';

/** The cache's history; order is law. */
export const cacheMigrations = [picture] as const;
