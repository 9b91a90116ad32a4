/** Starts the desk: words first, then the page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '@/ui/i18n';
import { App } from './App';

/** The shell is kept for when there is no connection; in development everything is always fresh. */
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  window.addEventListener(
    'load',
    () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined),
  );
}

const root = document.getElementById('root');

await startI18n();
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
