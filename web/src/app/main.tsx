/** Starts the desk: words first, then the page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '@/ui/i18n';
import { App } from './App';

const root = document.getElementById('root');

await startI18n();
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
