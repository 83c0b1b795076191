import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console's build: `dist/`, which the gateway serves. `npm run console` serves it while one works on it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2023',
    // Everything stands in files: the Content-Security-Policy allows no data in scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: { '/api': { target: process.env['TOLLGATE_CONSOLE_FOR'] ?? 'http://127.0.0.1:8787', xfwd: true } },
  },
});
