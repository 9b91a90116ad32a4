/** Builds the desk into web/dist. In development it talks to the server named by ATIENDE_DEV_SERVER. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env['ATIENDE_DEV_SERVER'] ?? 'http://127.0.0.1:8000';

const PACKAGES =
  'react|react-dom|scheduler|zustand|i18next|react-i18next|openapi-fetch|use-sync-external-store|@mantine/hooks|' +
  '@tanstack/(?:router-core|react-router|history|store|react-store|query-core|react-query)|@floating-ui/[^/]+';
const MANTINE = 'core|utils|components/(?:Button|CloseButton|FocusTrap|Loader|Menu|Popover|Portal|Skeleton|Transition)';
const OWN =
  'api/(?!schema)|live/|ui/(?:Bits|Elapsed|States|commands|feature|i18n|icons|prefs|problem|shortcuts|slots|time|toast|undo)';
/** What the first page needs whichever it is. */
const BASE = new RegExp(
  `node_modules/(?:${PACKAGES})/|@mantine/core/esm/(?:${MANTINE})/|/web/src/(?:${OWN})`,
  'u',
);

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      // What every page needs in few files: small ones compress badly and each is named again by whoever loads it.
      output: { codeSplitting: { groups: [{ name: 'base', test: BASE, priority: 10 }] } },
    },
  },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': { target: server, ws: true }, '/widget': server, '/blobs': server },
  },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
