// A part of a drawing as text: copied, pasted into the same flow or another, and nothing secret in it.
import { describe, expect, it } from 'vitest';
import { fragmentOf, fragmentText, readFragment, withFragment } from '../../editor/canvas/fragment.ts';
import type { FlowBundle } from '../../flows/language/document.ts';
import { sampleBundle } from './canvas-sample.ts';

const AT = { at: [80, 40] as [number, number], isTrigger: (type: string) => type === 'webhook' };

function flow(nodes: FlowBundle['document']['nodes'], files: Record<string, string> = {}): FlowBundle {
  return { document: { leadflow: 1, name: 'Other', nodes, edges: [] }, files, layout: { nodes: {} } };
}

describe('a fragment', () => {
  it('holds the nodes named, the edges between them, and where they stood', () => {
    const { nodes, edges, places } = fragmentOf(sampleBundle(), ['ask', 'table', 'nobody']);
    expect(Object.keys(nodes)).toEqual(['ask', 'table']);
    expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual(['ask table']);
    expect(Object.keys(places)).toEqual(['ask', 'table']);
  });

  it('comes back from its text as it was', () => {
    const fragment = fragmentOf(sampleBundle(), ['arrive', 'ask', 'table']);
    expect(readFragment(fragmentText(fragment))).toEqual(fragment);
  });

  it('says nothing of what looks like a secret, and leaves the flow as it was', () => {
    const secret = `sk_live_${'4f9K2mQ8xZ1b'.repeat(2)}`;
    const bundle = flow({ ask: { type: 'http-request', config: { headers: { authorization: `Bearer ${secret}` } } } });
    const before = structuredClone(bundle);
    const text = fragmentText(fragmentOf(bundle, ['ask']));
    expect(text).not.toContain(secret);
    expect(text).toContain('"authorization": ""');
    expect(bundle).toEqual(before);
  });

  it.each(['', 'hello', '{}', '[1]', '{"leadflow":1}', '{"leadflow":1,"fragment":{"nodes":{"a":1}}}'])(
    'is not read from %j',
    (text) => expect(readFragment(text)).toBeUndefined(),
  );
});

describe('a fragment that is pasted', () => {
  it('gets ids of its own where they are taken, keeps its inner edges, and stands where it is put', () => {
    const bundle = sampleBundle();
    const { bundle: after, ids } = withFragment(bundle, fragmentOf(bundle, ['ask', 'table']), AT);
    expect(ids).toHaveLength(2);
    expect(ids.some((id) => id in bundle.document.nodes)).toBe(false);
    expect(after.document.edges.at(-1)).toMatchObject({ from: ids[0], to: ids[1] });
    expect(after.layout.nodes[ids[0] ?? '']).toEqual([80, 40]);
    expect(bundle).toEqual(sampleBundle());
  });

  it('keeps its ids in a flow that has none of them', () => {
    const { ids } = withFragment(flow({}), fragmentOf(sampleBundle(), ['ask', 'table']), AT);
    expect(ids).toEqual(['ask', 'table']);
  });

  it('reads its own copies, quoted or not, and what it does not hold as before', () => {
    const from = flow({
      'ask-crm': { type: 'adaptor', config: {} },
      map: { type: 'adaptor', config: { a: 'steps.`ask-crm`.id & steps.map2 & steps.other' } },
    });
    const { bundle, ids } = withFragment(from, fragmentOf(from, ['ask-crm', 'map']), AT);
    const [first, second] = ids;
    expect(bundle.document.nodes[second ?? '']?.config.a).toBe(`steps.${first}.id & steps.map2 & steps.other`);
  });

  it('brings its expression files, under another name where that one holds something else', () => {
    const node = { type: 'adaptor', config: { map: { file: 'map.jsonata' } } };
    const from = flow({ one: node }, { 'map.jsonata': 'lead', 'unused.jsonata': 'x' });
    const same = withFragment(flow({}, { 'map.jsonata': 'lead' }), fragmentOf(from, ['one']), AT);
    expect(same.bundle.files).toEqual({ 'map.jsonata': 'lead' });
    const other = withFragment(flow({}, { 'map.jsonata': 'other' }), fragmentOf(from, ['one']), AT);
    expect(other.bundle.files).toEqual({ 'map.jsonata': 'other', 'map-2.jsonata': 'lead' });
    expect(other.bundle.document.nodes.one?.config).toEqual({ map: { file: 'map-2.jsonata' } });
  });

  it('leaves a second trigger out and says so', () => {
    const bundle = sampleBundle();
    const pasted = withFragment(bundle, fragmentOf(bundle, ['arrive', 'ask']), AT);
    expect(pasted.left).toHaveLength(1);
    expect(pasted.ids).toHaveLength(1);
    expect(withFragment(flow({}), fragmentOf(bundle, ['arrive']), AT).ids).toEqual(['arrive']);
  });
});
