// What must hold for every flow there can be: what is written is read again, and garbage only ever fails as a Failure.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityText } from '../../flows/language/canonical.ts';
import { Failure } from '../../flows/language/failures.ts';
import { readAdaptor, readCase, readConnection, readFlow, writeFlow } from '../../flows/language/text.ts';
import { rounds } from '../support/rounds.ts';
import { CATALOGUE, FLOW_BUNDLE } from './sample.ts';

describe('the text of any flow', () => {
  it('is read as the flow that was written', () => {
    fc.assert(
      fc.property(FLOW_BUNDLE, (bundle) => {
        expect(readFlow(writeFlow(bundle))).toEqual(bundle);
      }),
      rounds(50),
    );
  });

  it('is the same byte for byte when it is read and written again', () => {
    fc.assert(
      fc.property(FLOW_BUNDLE, fc.boolean(), (bundle, withCatalogue) => {
        const catalogue = withCatalogue ? CATALOGUE : {};
        const files = writeFlow(bundle, {}, catalogue);
        expect(writeFlow(readFlow(files), files, catalogue)).toEqual(files);
        expect(writeFlow(readFlow(files), {}, catalogue)).toEqual(files);
      }),
      rounds(50),
    );
  });

  it('does not change the identity, whatever the file was before', () => {
    fc.assert(
      fc.property(FLOW_BUNDLE, FLOW_BUNDLE, (bundle, other) => {
        const files = writeFlow(bundle, writeFlow(other), CATALOGUE);
        expect(identityText(readFlow(files), CATALOGUE)).toBe(identityText(bundle, CATALOGUE));
      }),
      rounds(40),
    );
  });
});

/** The text with comments and blank lines put in: above a line, deeper than it, or behind it. */
function commented(text: string, places: readonly [number, string][]): string {
  const lines = text.split('\n');
  for (const [i, [at, how]] of places.entries()) {
    const line = lines[at % lines.length] ?? '';
    const indent = /^ */.exec(line)?.[0] ?? '';
    if (how === 'behind') lines[at % lines.length] = `${line} # comment ${i}`;
    else
      lines.splice(
        at % lines.length,
        0,
        how === 'blank' ? '' : `${indent}${how === 'deeper' ? '  ' : ''}# comment ${i}`,
      );
  }
  return lines.join('\n');
}

function isReadable(files: Record<string, string>): boolean {
  try {
    return readFlow(files).document.name !== '';
  } catch {
    return false;
  }
}

describe('the comments of any file', () => {
  const HOW = fc.constantFrom('above', 'deeper', 'behind', 'blank');
  // Texts without line breaks or runs of words, so that what is put in stands between values and never inside one.
  const flows = FLOW_BUNDLE.filter((bundle) => !/\\n|\w \w|\\r/.test(JSON.stringify(bundle.document)));

  it('are kept, and the file is then written as it was read', () => {
    fc.assert(
      fc.property(flows, fc.array(fc.tuple(fc.nat(), HOW), { maxLength: 8 }), (bundle, places) => {
        const plain = writeFlow(bundle);
        const text = commented(plain['flow.yaml'] ?? '', places);
        const files = { ...plain, 'flow.yaml': text };
        // A comment can land where YAML allows none, such as behind the mark of a long key.
        fc.pre(isReadable(files));
        const written = writeFlow(readFlow(files), files);
        expect(readFlow(written)).toEqual(readFlow(files));
        expect(writeFlow(readFlow(written), written)).toEqual(written);
        const comments = (all: string | undefined) => [...(all ?? '').matchAll(/# comment \d+/g)].map(String).sort();
        expect(comments(written['flow.yaml'])).toEqual(comments(text));
      }),
      rounds(40),
    );
  });
});

describe('garbage', () => {
  const onlyFailures = (read: () => unknown): void => {
    try {
      read();
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
    }
  };

  it('fails as a Failure or is read, in every kind of file', () => {
    const pieces = fc.constantFrom(
      'leadflow: 1\n',
      'name: x\n',
      'nodes:\n',
      '  a: {',
      'type: x',
      '}\n',
      'edges: [',
      ']\n',
      '- ',
      ': ',
      '\n',
      '"',
      "'",
      '|\n',
      '&a ',
      '*a',
      '!t ',
      '#',
      '\t',
      '?',
      '%YAML 1.1\n',
      '---\n',
      '\0',
      '\ufeff',
      'fields:',
      'endpoints:',
      '__proto__',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (garbage) => {
        onlyFailures(() => readFlow({ 'flow.yaml': garbage }));
        onlyFailures(() => readFlow({ 'flow.yaml': `leadflow: 1\nname: x\nnodes:\n${garbage}` }));
        onlyFailures(() =>
          readFlow({ 'flow.yaml': 'leadflow: 1\nname: x', 'layout.json': garbage, 'a.jsonata': garbage }),
        );
        onlyFailures(() => readAdaptor(garbage));
        onlyFailures(() => readConnection(garbage));
        onlyFailures(() => readCase(garbage));
      }),
      rounds(200),
    );
  });
});
