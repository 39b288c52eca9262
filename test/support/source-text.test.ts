// The readers of source text see what is there: else the law of the house would hold for what they overlook.
import { describe, expect, it } from 'vitest';
import { codeOf, functionsOf, importsOf } from './source-text.ts';

describe('the code of a file', () => {
  it('is without comments and strings, and keeps its lines', () => {
    const code = codeOf("let a = 'any'; // any\n/* any\nany */ const b = `any`;\n", { keepStrings: false });
    expect(code).not.toContain('any');
    expect(code.split('\n')).toHaveLength(4);
    expect(code).toContain('const b =');
  });

  it('does not take a quote in a regular expression for a string', () => {
    expect(codeOf('const wanted = /[\'"]/; const any = 1;', { keepStrings: false })).toContain('const any = 1');
  });

  it('does not take an address in a string for a comment', () => {
    expect(codeOf("const a = 'http://x'; const b = 2;", { keepStrings: true })).toContain("'http://x'; const b = 2");
  });
});

describe('the imports of a file', () => {
  const text = [
    "import express, { type Request } from 'express';",
    "import type { A } from './a.ts';",
    "import { type B } from '../b.ts';",
    "import {\n  c,\n} from '@scope/name/deep';",
    "import './style.css';",
    "// import { d } from 'd';",
    "const late = await import('./late.ts');",
    "const words = 'import { e } from';",
  ].join('\n');

  it('are found in all their forms, with types told apart', () => {
    const found = importsOf({ path: 'server/api/x.ts', text }).map(({ to, typeOnly }) => [to, typeOnly]);
    expect(found).toEqual([
      ['express', false],
      ['server/api/a.ts', true],
      ['server/b.ts', true],
      ['@scope/name', false],
      ['server/api/style.css', false],
      ['server/api/late.ts', false],
    ]);
  });
});

describe('the functions of a file', () => {
  it('are counted from head to closing brace, whatever their form', () => {
    const text = `export async function a(
  b: { c: string },
): Promise<{ d: number }> {
  if (b) {
    return 1;
  }
}
const e = (f: number) => {
  for (const g of h) {
  }
};
class I {
  j(): void {
  }
}
const k = { l: 1 };`;
    expect(functionsOf(text).map(({ line, lines }) => [line, lines])).toEqual([
      [1, 7],
      [8, 4],
      [13, 2],
    ]);
  });
});
