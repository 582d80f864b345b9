import { app } from 'electron';
import { startApplication } from './application';

// Several people, or several sets of data, on one computer: each has a profile of its own, and a lock in it.
const profile = process.env['OTKLIK_PROFILE'];
if (profile !== undefined && profile !== '') app.setPath('userData', profile);

// A second start hands over to the first one, which shows its window.
if (app.requestSingleInstanceLock()) startApplication();
else app.quit();
