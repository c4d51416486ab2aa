import { defineConfig } from 'vite';

// `npm run build` writes dist/client, which the server serves; the proxy is for `npx vite` beside a running server.
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: { input: ['index.html', 'scenes.html'].map((page) => `${import.meta.dirname}/${page}`) },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } } },
});
