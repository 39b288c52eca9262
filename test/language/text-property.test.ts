// What must hold for every flow there can be: what is written is read again, and garbage only ever fails as a Failure.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityText } from '../../flows/language/canonical.ts';
import { Failure } from '../../flows/language/failures.ts';
import { readAdaptor, readCase, readConnection, readFlow, writeFlow } from '../../flows/language/text.ts';
import { CATALOGUE, FLOW_BUNDLE } from './sample.ts';

describe('the text of any flow', () => {
  it('is read as the flow that was written', () => {
    fc.assert(
      fc.property(FLOW_BUNDLE, (bundle) => {
        expect(readFlow(writeFlow(bundle))).toEqual(bundle);
      }),
      { numRuns: 400 },
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
      { numRuns: 400 },
    );
  });

  it('does not change the identity, whatever the file was before', () => {
    fc.assert(
      fc.property(FLOW_BUNDLE, FLOW_BUNDLE, (bundle, other) => {
        const files = writeFlow(bundle, writeFlow(other), CATALOGUE);
        expect(identityText(readFlow(files), CATALOGUE)).toBe(identityText(bundle, CATALOGUE));
      }),
      { numRuns: 300 },
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
      { numRuns: 600 },
    );
  });
});
