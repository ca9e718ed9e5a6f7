import { expect, test } from 'vitest'

import { parseLdd } from './image.ts'

test('ldd names each library, and the loader, once it was found', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffe3b5f2000)',
    '\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f1f3a2d8000)',
    '\tlibmissing.so.1 => not found',
    '\t/lib64/ld-linux-x86-64.so.2 (0x00007f1f3a5e5000)',
  ].join('\n')
  expect(parseLdd(output)).toEqual([
    '/lib/x86_64-linux-gnu/libm.so.6',
    '/lib64/ld-linux-x86-64.so.2',
  ])
})

test('ldd of musl names the loader by its path on both sides', () => {
  const output = [
    '\t/lib/ld-musl-x86_64.so.1 (0x7f7f3d0c4000)',
    '\tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f7f3d0c4000)',
  ].join('\n')
  expect(parseLdd(output)).toEqual(['/lib/ld-musl-x86_64.so.1', '/lib/ld-musl-x86_64.so.1'])
})
