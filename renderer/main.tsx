import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './kit/palette.css';
import './kit/page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { trustTextWithoutMarkup } from './kit/trusted-text';
import { App } from './shell/App';

trustTextWithoutMarkup();
const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
