// Merging and comparing flows: laws that hold for any drawing, and what becomes of each kind of meeting.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, diffBundles, isSameFlow, wholeNode } from '../../flows/language/diff.ts';
import { edgeText, type FlowBundle, type FlowNode } from '../../flows/language/document.ts';
import { mergeBundles } from '../../flows/language/merge.ts';
import { renameNode } from '../../flows/language/merge-parts.ts';
import type { Choices } from '../../flows/language/merge-questions.ts';
import { bundleOf, CATALOGUE, cleanDocument, FLOW_BUNDLE } from './sample.ts';

const RUNS = { numRuns: 150 };
const clean = (): FlowBundle => bundleOf(cleanDocument());

function changed(bundle: FlowBundle, edit: (copy: FlowBundle) => void): FlowBundle {
  const copy = structuredClone(bundle);
  edit(copy);
  return copy;
}

function node(bundle: FlowBundle, id: string): FlowNode {
  const found = bundle.document.nodes[id];
  if (!found) throw new Error(`The sample has no node ${id}.`);
  return found;
}

describe('a merge of any drawings', () => {
  it('is mine where they changed nothing, theirs where I did not, and either where both did the same', () => {
    fc.assert(
      fc.property(FLOW_BUNDLE, FLOW_BUNDLE, (base, other) => {
        for (const sides of [
          { base, mine: other, theirs: base },
          { base, mine: base, theirs: other },
          { base, mine: other, theirs: other },
        ]) {
          const { bundle, conflicts } = mergeBundles(sides);
          expect(conflicts).toEqual([]);
          expect(isSameFlow(bundle, other)).toBe(true);
          expect(Object.keys(bundle.document.nodes)).toEqual(Object.keys(other.document.nodes));
        }
      }),
      RUNS,
    );
  });

  it('asks nothing where two people changed different things, and keeps what both did', () => {
    fc.assert(
      fc.property(FLOW_BUNDLE, fc.uniqueArray(fc.nat(30), { minLength: 2, maxLength: 8 }), (base, picks) => {
        const ids = Object.keys(base.document.nodes);
        const mine = changed(base, (copy) => {
          for (const at of picks.slice(1)) if (ids[at]) node(copy, ids[at]).note = 'mine';
        });
        const theirs = changed(base, (copy) => {
          for (const [at, id] of ids.entries()) if (!picks.slice(1).includes(at)) node(copy, id).note = 'theirs';
          copy.document.zone = 'America/New_York';
        });
        const { bundle, conflicts } = mergeBundles({ base, mine, theirs });
        expect(conflicts).toEqual([]);
        for (const [at, id] of ids.entries())
          expect(node(bundle, id).note).toBe(picks.slice(1).includes(at) ? 'mine' : 'theirs');
        expect(bundle.document.zone).toBe('America/New_York');
      }),
      RUNS,
    );
  });

  it('is one of both sides, thing by thing, whatever is chosen, and leads no edge into nothing', () => {
    const side = fc.constantFrom('mine', 'theirs', 'both' as const);
    fc.assert(
      fc.property(FLOW_BUNDLE, FLOW_BUNDLE, FLOW_BUNDLE, side, (base, mine, theirs, choice) => {
        const asked = mergeBundles({ base, mine, theirs }).conflicts;
        const choices = Object.fromEntries(asked.map(({ key }) => [key, choice])) as Choices;
        const { bundle, conflicts } = mergeBundles({ base, mine, theirs }, choices);
        expect(conflicts.map(({ key }) => key).toSorted()).toEqual(asked.map(({ key }) => key).toSorted());
        const { nodes, edges } = bundle.document;
        // An edge of the sample may lead nowhere from the start; none leads to a node that went.
        const led = [mine, theirs].flatMap(({ document }) =>
          document.edges.filter(({ from, to }) => !(from in document.nodes && to in document.nodes)).map(edgeText),
        );
        for (const edge of edges)
          expect((edge.from in nodes && edge.to in nodes) || led.includes(edgeText(edge))).toBe(true);
        expect(new Set(edges.map(({ from, port }) => `${from}.${port}`)).size).toBe(edges.length);
      }),
      RUNS,
    );
  });
});

describe('a merge', () => {
  const base = clean();

  it('puts the fields of both together where they changed different ones of one node, and asks', () => {
    const mine = changed(base, (copy) => Object.assign(node(copy, 'ask'), { title: 'Ask them' }));
    const theirs = changed(base, (copy) => Object.assign(node(copy, 'ask').config, { endpoint: 'other' }));
    const { bundle, conflicts } = mergeBundles({ base, mine, theirs });
    expect(conflicts).toMatchObject([{ key: 'node:ask', both: 'combined', mine: 'changed', theirs: 'changed' }]);
    expect(node(bundle, 'ask')).toMatchObject({ title: 'Ask them', config: { endpoint: 'other' } });
    expect(node(mergeBundles({ base, mine, theirs }, { 'node:ask': 'theirs' }).bundle, 'ask').title).toBe(
      'Ask the CRM',
    );
  });

  it('keeps my node beside theirs where both changed one field of it, so that nothing is lost', () => {
    const mine = changed(base, (copy) => Object.assign(node(copy, 'ask').config, { endpoint: 'mine' }));
    const theirs = changed(base, (copy) => Object.assign(node(copy, 'ask').config, { endpoint: 'theirs' }));
    const { bundle, conflicts } = mergeBundles({ base, mine, theirs });
    expect(conflicts).toMatchObject([{ both: 'copied' }]);
    expect(node(bundle, 'ask').config.endpoint).toBe('theirs');
    expect(node(bundle, 'ask-2')).toMatchObject({ title: 'Ask the CRM (to merge)', config: { endpoint: 'mine' } });
    expect(bundle.document.edges).toEqual(base.document.edges);
  });

  it('asks whether a node goes that one took away and the other changed, and keeps its edges where it stays', () => {
    const mine = changed(base, (copy) => {
      delete copy.document.nodes.map;
      copy.document.edges = copy.document.edges.flatMap((edge) =>
        edge.from === 'map' ? [] : edge.to === 'map' ? [{ ...edge, to: 'ask' }] : [edge],
      );
    });
    const theirs = changed(base, (copy) => Object.assign(node(copy, 'map').config, { adaptor: 'other' }));
    const kept = mergeBundles({ base, mine, theirs }, { 'node:map': 'theirs' });
    expect(kept.conflicts).toMatchObject([{ key: 'node:map', mine: 'removed', theirs: 'changed', both: null }]);
    expect(node(kept.bundle, 'map').config.adaptor).toBe('other');
    expect(kept.bundle.document.edges).toEqual(base.document.edges);
    const gone = mergeBundles({ base, mine, theirs }, { 'node:map': 'mine' }).bundle;
    expect(isSameFlow(gone, mine)).toBe(true);
  });

  it('asks about a node that one took away where the other led a new edge to it', () => {
    const mine = changed(base, (copy) => void copy.document.edges.push({ from: 'ask', port: 'error', to: 'table' }));
    const theirs = changed(base, (copy) => {
      delete copy.document.nodes.table;
      copy.document.edges = copy.document.edges.filter(({ from, to }) => from !== 'table' && to !== 'table');
    });
    expect(mergeBundles({ base, mine, theirs }).conflicts).toMatchObject([
      { key: 'node:table', mine: 'changed', theirs: 'removed' },
    ]);
  });

  it('keeps both nodes that two people added under one id, each with its own edges and reads', () => {
    const added = (endpoint: string, place: [number, number]) =>
      changed(base, (copy) => {
        copy.document.nodes.http = { type: 'ask', config: { connection: 'acme-crm', endpoint } };
        copy.document.edges.push({ from: 'ask', port: endpoint, to: 'http' });
        node(copy, 'create').note = endpoint === 'mine' ? 'reads steps.http and steps.https' : '';
        copy.layout.nodes.http = place;
      });
    const theirs = changed(added('theirs', [9, 9]), (copy) => void delete node(copy, 'create').note);
    const { bundle, conflicts } = mergeBundles({ base, mine: added('mine', [0, 90]), theirs });
    expect(conflicts).toEqual([]);
    expect(node(bundle, 'http').config.endpoint).toBe('theirs');
    expect(node(bundle, 'http-2').config.endpoint).toBe('mine');
    expect(node(bundle, 'create').note).toBe('reads steps.`http-2` and steps.https');
    expect(bundle.document.edges).toEqual(
      expect.arrayContaining([
        { from: 'ask', port: 'theirs', to: 'http' },
        { from: 'ask', port: 'mine', to: 'http-2' },
      ]),
    );
    expect([bundle.layout.nodes.http, bundle.layout.nodes['http-2']]).toEqual([
      [9, 9],
      [0, 90],
    ]);
    // The same kind of node in the same place may be one node: that is asked.
    expect(mergeBundles({ base, mine: added('mine', [9, 9]), theirs }).conflicts).toMatchObject([
      { key: 'node:http', mine: 'added', theirs: 'added', both: 'copied' },
    ]);
  });

  it('asks where a port leads, and which setting and var holds', () => {
    const edited = (to: string, zone: string, cap: number) =>
      changed(base, (copy) => {
        copy.document.edges = [...copy.document.edges, { from: 'ask', port: 'error', to }];
        copy.document.zone = zone;
        copy.document.vars = { cap };
      });
    const sides = { base, mine: edited('create', 'UTC', 1), theirs: edited('table', 'Europe/Berlin', 2) };
    const { conflicts } = mergeBundles(sides);
    expect(conflicts.map(({ key }) => key)).toEqual(['setting:zone', 'setting:vars.cap', 'edge:ask.error']);
    const { document } = mergeBundles(sides, { 'setting:vars.cap': 'theirs', 'edge:ask.error': 'theirs' }).bundle;
    expect([document.zone, document.vars]).toEqual(['UTC', { cap: 2 }]);
    expect(document.edges.find(({ port }) => port === 'error')?.to).toBe('table');
  });

  it('puts an expression in its place where both name another text by one file', () => {
    const withFile = (text: string, id: string) =>
      changed(base, (copy) => {
        node(copy, id).config.body = { file: 'map.jsonata' };
        copy.files['map.jsonata'] = text;
      });
    const { bundle } = mergeBundles({ base, mine: withFile('mine\n', 'ask'), theirs: withFile('theirs\n', 'create') });
    expect(['ask', 'create'].map((id) => wholeNode(bundle, id)?.config.body)).toEqual(['mine', 'theirs']);
    expect(Object.keys(bundle.files)).toEqual(['map.jsonata']);
  });

  it('keeps the notes of both, and a node where I put it', () => {
    const mine = changed(base, (copy) => {
      copy.layout.notes = [{ text: 'mine', at: [0, 0] }];
      copy.layout.nodes.ask = [7, 7];
    });
    const theirs = changed(base, (copy) => {
      copy.layout.notes = [{ text: 'theirs', at: [0, 0] }];
      copy.layout.nodes.ask = [8, 8];
    });
    const { layout } = mergeBundles({ base, mine, theirs }).bundle;
    expect(layout.notes?.map(({ text }) => text)).toEqual(['theirs', 'mine']);
    expect(layout.nodes.ask).toEqual([7, 7]);
  });
});

describe('a comparison', () => {
  it('says nothing of a default, of an expression that went into a file, or of the order of keys', () => {
    const after = changed(clean(), (copy) => {
      node(copy, 'lead-in').config.methods = ['POST'];
      node(copy, 'ask').config = { mode: 'fast', body: { file: 'ask.jsonata' }, endpoint: 'find-lead' };
      node(copy, 'ask').config.connection = 'acme-crm';
      copy.files['ask.jsonata'] = 'steps.map\n';
    });
    expect(countOf(diffBundles(clean(), after, CATALOGUE))).toBe(0);
    expect(diffBundles(clean(), after).nodes.map(({ id }) => id)).toEqual(['lead-in', 'ask']);
  });

  it('names what changed by its place: a field, a row, a var, an edge, a node that moved', () => {
    const after = changed(clean(), (copy) => {
      node(copy, 'ask').title = 'Ask';
      const { rows } = node(copy, 'table').config;
      if (Array.isArray(rows)) rows.unshift({ key: 'id', value: '7' });
      copy.document.vars = { cap: 6 };
      copy.document.edges = copy.document.edges.filter(({ from }) => from !== 'map');
      delete copy.document.nodes.answer;
    });
    const diff = diffBundles(clean(), after, CATALOGUE);
    expect(diff.settings).toEqual([{ path: ['vars', 'cap'], before: 5, after: 6 }]);
    expect(diff.nodes.find(({ id }) => id === 'ask')?.fields).toEqual([
      { path: ['title'], before: 'Ask the CRM', after: 'Ask' },
    ]);
    expect(diff.nodes.find(({ id }) => id === 'table')?.fields).toEqual([
      { path: ['config', 'rows', 0], after: { key: 'id', value: '7' } },
    ]);
    expect(diff.nodes.find(({ id }) => id === 'answer')?.is).toBe('removed');
    expect(diff.edges).toEqual([{ from: 'map', port: 'mapped', is: 'removed', before: 'ask' }]);
  });
});

describe('a node under another id', () => {
  it('takes its edges, its place and what reads it along, and nothing that only looks like it', () => {
    const before = bundleOf({
      leadflow: 1,
      name: 'x',
      nodes: {
        ask: { type: 'ask', config: {} },
        next: { type: 'stop', config: { reason: '=steps.ask.a & steps.asked & steps.`ask-b` & steps.`ask`' } },
      },
      edges: [{ from: 'ask', port: 'answered', to: 'next' }],
    });
    const after = renameNode(before, 'ask', 'ask2');
    expect(Object.keys(after.document.nodes)).toEqual(['ask2', 'next']);
    expect(node(after, 'next').config.reason).toBe('=steps.ask2.a & steps.asked & steps.`ask-b` & steps.`ask2`');
    expect(after.document.edges).toEqual([{ from: 'ask2', port: 'answered', to: 'next' }]);
  });
});
