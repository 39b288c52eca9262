// How the editor is built: one page, lazily loaded routes, nothing inlined that a strict CSP would refuse.
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// A server started by a test runner inherits NODE_ENV=test, and would build React's slow development half for everyone.
process.env.NODE_ENV = 'production';

/** What React Aria says in a language that the pages are not written in: `react-aria/dist/private/intl/menu/de-DE.mjs`. */
const FOREIGN =
  /[\\/]react-(?:aria|stately)[^\\/]*[\\/]dist[\\/](?:.*[\\/])?intl[\\/](?:.*[\\/])?(?!en-US)[\w-]+\.mjs$/;

/**
 * Leaves out the texts of 33 languages, about 15 kB of every page: a page in English would not speak to a screen reader in German.
 * React Aria takes an absent language for English (its own plugin for bundlers, optimize-locales, does the same).
 */
const englishOnly: Plugin = {
  name: 'english-only',
  enforce: 'pre',
  load: { filter: { id: FOREIGN }, handler: () => 'export default undefined;' },
};

export default defineConfig({
  base: '/',
  plugins: [englishOnly, react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
