import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const everywhere =
  /node_modules[\\/](?:react|react-dom|scheduler|i18next|react-i18next|openapi-fetch|@tanstack[\\/](?:react-router|router-core|history|store|react-store|react-query|query-core)|@mantine[\\/]core[\\/]esm[\\/]core)[\\/]/;
/** But layers and what they are made of, which are asked for. */
const often =
  /@mantine[\\/](?!.*(?:ScrollArea|Modal|Drawer|Overlay|Paper))|floating-ui|console[\\/]src[\\/](?:components|lib|theme|i18n)[\\/]/;

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
    rolldownOptions: {
      output: {
        // What every page needs comes in two files: it packs better so than in fifty.
        codeSplitting: {
          groups: [
            { name: 'base', test: everywhere },
            { name: 'shared', minShareCount: 25, test: often },
          ],
        },
      },
    },
  },
  server: {
    proxy: { '/api': { target: process.env['TOLLGATE_CONSOLE_FOR'] ?? 'http://127.0.0.1:8787', xfwd: true } },
  },
});
