import { setup } from '../support/shared-postgres';

/** Playwright asks for it by this way of export. */
export default setup;
