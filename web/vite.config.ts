/** Builds the desk into web/dist. In development it talks to the server named by ATIENDE_DEV_SERVER. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env['ATIENDE_DEV_SERVER'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { outDir: 'dist', target: 'es2022', assetsInlineLimit: 0, manifest: true, chunkSizeWarningLimit: 800 },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': { target: server, ws: true }, '/widget': server, '/blobs': server },
  },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
