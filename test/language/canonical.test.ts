// Identity: what counts of a flow, and what does not.
import { describe, expect, it } from 'vitest';
import { canonicalJson, identityText } from '../../flows/language/canonical.ts';
import type { FlowDocument } from '../../flows/language/document.ts';
import { inlineFiles } from '../../flows/language/inline.ts';
import { readFlow } from '../../flows/language/text.ts';
import { bundleOf, CATALOGUE, cleanDocument } from './sample.ts';

describe('canonical JSON', () => {
  it('is the example of RFC 8785, section 3.2.4', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\u0022/",
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    const keys = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'] as const;
    expect(canonicalJson(value)).toBe(`{${keys.map((key) => `${JSON.stringify(key)}:${value[key]}`).join(',')}}`);
  });

  it('has one form for zero, and none for what is not finite', () => {
    expect(canonicalJson([-0, 0])).toBe('[0,0]');
    expect(() => canonicalJson(Number.NaN)).toThrow('not finite');
  });
});

describe('the identity of a flow', () => {
  const clean = identityText(bundleOf(cleanDocument()));
  const changed = (change: (document: FlowDocument) => void): string => {
    const document = cleanDocument();
    change(document);
    return identityText(bundleOf(document));
  };

  it('does not count comments, order, quotes and layout', () => {
    const a =
      'leadflow: 1\nname: x\nnodes:\n  a: { type: t, config: { p: "1", q: 2 } }\n  b: { type: u }\nedges:\n  - a.x -> b\n  - b.y -> c\n';
    const b =
      '# why\nname: "x"\nedges: [ b.y -> c, "a.x  ->  b" ]\nnodes:\n  b:\n    type: u\n    config: {}\n  a:\n    config:\n      q: 2 # two\n      p: \'1\'\n    type: t\nleadflow: 1\n';
    const identity = identityText(readFlow({ 'flow.yaml': a }));
    expect(identityText(readFlow({ 'flow.yaml': b, 'layout.json': '{"nodes":{"a":[1,2]}}' }))).toBe(identity);
    expect(identity).toBe(
      '{"edges":["a.x -> b","b.y -> c"],"leadflow":1,"name":"x","nodes":{"a":{"config":{"p":"1","q":2},"type":"t"},"b":{"config":{},"type":"u"}}}',
    );
  });

  it('counts everything that the document says', () => {
    const others = [
      changed((d) => (d.name = 'Other')),
      changed((d) => (d.description = 'x')),
      changed((d) => (d.vars = { cap: 6 })),
      changed((d) => Object.assign(d.nodes.map ?? {}, { title: 'x' })),
      changed((d) => Object.assign(d.nodes.map ?? {}, { note: 'x' })),
      changed((d) => Object.assign(d.nodes.ask ?? {}, { retry: { attempts: 2, backoff: '1s..2s' } })),
      changed((d) => Object.assign(d.nodes.ask ?? {}, { onUnknown: 'hold' })),
      changed((d) => d.edges.pop()),
    ];
    expect(new Set([clean, ...others]).size).toBe(others.length + 1);
  });

  it('is the same whether an expression is a file or not', () => {
    const document = cleanDocument();
    Object.assign(document.nodes.ask?.config ?? {}, { body: { file: 'b.jsonata' } });
    expect(identityText(bundleOf(document, { 'b.jsonata': 'steps.map\n' }))).toBe(clean);
    expect(identityText(bundleOf(document, { 'b.jsonata': 'steps.other\n' }))).not.toBe(clean);
  });

  it('does not count a default that is written out, where the catalogue is given', () => {
    const document = cleanDocument();
    Object.assign(document.nodes.ask?.config ?? {}, { mode: 'fast' });
    expect(identityText(bundleOf(document), CATALOGUE)).toBe(identityText(bundleOf(cleanDocument()), CATALOGUE));
  });
});

describe('inlining', () => {
  it('puts the text of files in their place, without the last line end, and leaves names without a file', () => {
    const document = cleanDocument();
    Object.assign(document.nodes.ask?.config ?? {}, {
      body: { file: 'b.jsonata' },
      headers: [{ name: 'a', value: { file: 'toString' } }],
    });
    const bundle = bundleOf(document, { 'b.jsonata': '1 +\n2\n' });
    const { document: result, files } = inlineFiles(bundle);
    expect(files).toEqual({});
    expect(result.nodes.ask?.config).toMatchObject({
      body: '1 +\n2',
      headers: [{ name: 'a', value: { file: 'toString' } }],
    });
    expect(bundle.document.nodes.ask?.config.body).toEqual({ file: 'b.jsonata' });
  });
});
