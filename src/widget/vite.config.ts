import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** One classic script that a shop puts on its pages; everything is inside. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // `h` takes children as they come: less to load than the automatic runtime, which brings a function of its own.
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' }, jsxInject: `import { Fragment, h } from 'preact'` },
  build: {
    outDir: fileURLToPath(new URL('../../out/widget', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    lib: { entry: 'main.tsx', formats: ['iife'], name: 'otklikChat', fileName: () => 'widget.js' },
  },
});
