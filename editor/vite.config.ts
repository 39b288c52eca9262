// How the editor is built: one page, lazily loaded routes, nothing inlined that a strict CSP would refuse.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// A server started by a test runner inherits NODE_ENV=test, and would build React's slow development half for everyone.
process.env.NODE_ENV = 'production';

export default defineConfig({
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
