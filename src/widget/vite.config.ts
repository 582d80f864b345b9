import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** One classic script that a shop puts on its pages; everything is inside. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
  build: {
    outDir: fileURLToPath(new URL('../../out/widget', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // As old as what the style itself needs.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    lib: { entry: 'main.ts', formats: ['iife'], name: 'otklikChat', fileName: () => 'widget.js' },
  },
});
