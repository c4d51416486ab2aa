import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const OUTPUT = join(import.meta.dirname, '../dist/client');

/** Compresses what was built, once: a phone with a bad signal gets a third of it, and no request waits for that. */
const compress = {
  name: 'compress',
  async closeBundle() {
    for (const name of await readdir(OUTPUT, { recursive: true })) {
      if (!/\.(js|css|html)$/.test(name)) continue;
      const content = await readFile(join(OUTPUT, name));
      await writeFile(join(OUTPUT, `${name}.gz`), gzipSync(content, { level: 9 }));
    }
  },
};

/** What is in the head of every page, so that each of them says no more than what it is. */
const head = {
  name: 'head',
  transformIndexHtml: () =>
    [
      { tag: 'meta', attrs: { charset: 'utf-8' } },
      { tag: 'meta', attrs: { name: 'viewport', content: 'width=device-width, initial-scale=1' } },
      { tag: 'meta', attrs: { name: 'color-scheme', content: 'light dark' } },
      { tag: 'meta', attrs: { name: 'referrer', content: 'no-referrer' } },
      { tag: 'link', attrs: { rel: 'icon', href: 'data:,' } },
    ].map((one) => ({ ...one, injectTo: 'head-prepend' })),
};

// `npm run build` writes dist/client, which the server serves; the proxy is for `npx vite` beside a running server.
// `--mode gallery` adds the page of components, which shares no file with the others: what they load stays as small as it is.
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  plugins: [head, compress],
  build: {
    outDir: OUTPUT,
    emptyOutDir: mode !== 'gallery',
    target: 'es2022',
    rollupOptions: {
      input: (mode === 'gallery' ? ['gallery.html'] : ['index.html', 'scenes.html']).map((page) =>
        join(import.meta.dirname, page),
      ),
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'http://127.0.0.1:3000', ws: true } } },
}));
