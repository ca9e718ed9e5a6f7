import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/**
 * The screens, the preload and main. The engine is not bundled: see scripts/build.ts.
 * `WARROOM_OUT` and `ELECTRON_MAJOR_VER` are set there, for an Electron older than npm's.
 */
const outDir = process.env.WARROOM_OUT ?? 'out'
/** An Electron before 28 starts from CommonJS only, whatever package.json says. */
const mainIsCommonJs = Number(process.env.ELECTRON_MAJOR_VER ?? 99) < 28

export default defineConfig({
  main: {
    build: {
      outDir: `${outDir}/main`,
      externalizeDeps: { exclude: ['zod', 'intl-messageformat'] },
      rolldownOptions: {
        input: 'src/main/index.ts',
        output: {
          format: mainIsCommonJs ? 'cjs' : 'es',
          entryFileNames: mainIsCommonJs ? '[name].cjs' : '[name].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: `${outDir}/preload`,
      rolldownOptions: {
        input: 'src/preload/index.ts',
        // A sandboxed preload cannot be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: '/',
    plugins: [react()],
    css: { transformer: 'lightningcss' },
    build: {
      outDir: `${outDir}/renderer`,
      emptyOutDir: true,
      minify: true,
      cssMinify: 'lightningcss',
      // Every file has an address of its own: the policy allows no `data:` but for images.
      assetsInlineLimit: 0,
      // One file from the local disk: nothing is gained by splitting it.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
})
