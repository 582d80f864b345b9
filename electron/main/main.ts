import { app } from 'electron';
import { startApplication } from './application';

// A second start hands over to the first one, which shows its window.
if (app.requestSingleInstanceLock()) startApplication();
else app.quit();
