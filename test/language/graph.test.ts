// The graph of a flow: order, cycles, reach, and what every way passes; held against the slow and obvious answer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edge, FlowDocument } from '../../flows/language/document.ts';
import {
  dominatorsFrom,
  findTriggers,
  graphOf,
  isAlwaysBefore,
  mayBeSkipped,
  predecessors,
  reachableFrom,
  sortNodes,
  successors,
} from '../../flows/language/graph.ts';
import { placeNodes } from '../../flows/language/layout.ts';
import { edgeOrder, nodeOrder } from '../../flows/language/order.ts';
import { CATALOGUE, cleanDocument } from './sample.ts';

function documentOf(count: number, links: readonly (readonly [number, number])[]): FlowDocument {
  const nodes = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`n${i}`, { type: i === 0 ? 'webhook' : 'stop', config: {} }]),
  );
  const edges = links.map(([from, to], i): Edge => ({ from: `n${from}`, port: `p${i}`, to: `n${to}` }));
  return { leadflow: 1, name: 'x', nodes, edges };
}

const LINKS = fc.array(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 })), { maxLength: 14 });
const FORWARD = LINKS.map((links) => links.filter(([from, to]) => from < to));

/** Every way from n0, as lists of ids. */
function waysTo(document: FlowDocument, target: string): string[][] {
  const graph = graphOf(document);
  const ways: string[][] = [];
  const walk = (way: string[]): void => {
    const at = way.at(-1) ?? '';
    if (at === target) ways.push(way);
    else for (const next of successors(graph, at)) walk([...way, next]);
  };
  walk(['n0']);
  return ways;
}

describe('the graph', () => {
  it('knows neighbours, each once, and leaves out edges that lead nowhere', () => {
    const graph = graphOf(
      documentOf(3, [
        [0, 1],
        [0, 1],
        [1, 2],
        [2, 9],
      ]),
    );
    expect(successors(graph, 'n0')).toEqual(['n1']);
    expect(predecessors(graph, 'n2')).toEqual(['n1']);
    expect(successors(graph, 'n2')).toEqual([]);
    expect(successors(graph, 'gone')).toEqual([]);
    expect([...reachableFrom(graph, 'n1')]).toEqual(['n1', 'n2']);
    expect([...reachableFrom(graph, 'gone')]).toEqual([]);
    expect(findTriggers(cleanDocument(), CATALOGUE)).toEqual(['lead-in']);
  });

  it('has an order in which every edge leads forward, or cycles that do not', () => {
    fc.assert(
      fc.property(LINKS, (links) => {
        const document = documentOf(8, links);
        const graph = graphOf(document);
        const { order, cycles } = sortNodes(graph);
        if (order === null) expect(cycles.length).toBeGreaterThan(0);
        for (const { from, to } of order === null ? [] : document.edges)
          expect(order?.indexOf(from)).toBeLessThan(order?.indexOf(to) ?? -1);
        for (const cycle of cycles) {
          expect(new Set(cycle).size).toBe(cycle.length);
          for (const [i, id] of cycle.entries()) expect(successors(graph, id)).toContain(cycle[(i + 1) % cycle.length]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('knows what lies on every way, as counting the ways does', () => {
    fc.assert(
      fc.property(FORWARD, (links) => {
        const document = documentOf(8, links);
        const graph = graphOf(document);
        const dominators = dominatorsFrom(graph, 'n0');
        for (const reader of reachableFrom(graph, 'n0')) {
          const ways = waysTo(document, reader);
          for (const read of graph.ids) {
            const always = read !== reader && ways.every((way) => way.includes(read));
            expect(isAlwaysBefore(dominators, reader, read)).toBe(always);
            expect(mayBeSkipped(document, CATALOGUE, { reader, read })).toBe(!always);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has no such knowledge of a graph with a cycle, or without trigger', () => {
    expect(
      dominatorsFrom(
        graphOf(
          documentOf(3, [
            [0, 1],
            [1, 0],
          ]),
        ),
        'n0',
      ).size,
    ).toBe(0);
    expect(mayBeSkipped({ ...cleanDocument(), nodes: {} }, CATALOGUE, { reader: 'a', read: 'b' })).toBe(true);
  });
});

describe('the order of a file', () => {
  it('keeps old nodes, puts new ones after their first predecessor, and the rest last', () => {
    const document = documentOf(6, [
      [0, 1],
      [1, 2],
      [0, 4],
      [4, 5],
    ]);
    expect(nodeOrder(document)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5']);
    expect(nodeOrder(document, ['n2', 'gone', 'n0', 'n1'])).toEqual(['n2', 'n0', 'n4', 'n5', 'n1', 'n3']);
  });

  it('holds each node and edge once, whatever was before', () => {
    const ids = fc.array(fc.nat({ max: 9 }).map((i) => `n${i}`));
    fc.assert(
      fc.property(LINKS, fc.uniqueArray(fc.nat({ max: 9 }).map((i) => `n${i}`)), ids, (links, before, texts) => {
        const document = documentOf(8, links);
        expect(nodeOrder(document, before).toSorted()).toEqual(Object.keys(document.nodes).toSorted());
        const previous = texts.map((to, i) => `n${i}.p${i} -> ${to}`);
        const order = edgeOrder(document.edges, previous);
        expect(order).toHaveLength(document.edges.length);
        expect(new Set(order)).toEqual(new Set(document.edges));
      }),
    );
  });
});

describe('placing nodes', () => {
  it('sets an unplaced flow out by depth, one row for each that shares it', () => {
    const { nodes } = placeNodes(
      documentOf(5, [
        [0, 1],
        [0, 2],
        [1, 3],
        [2, 3],
      ]),
      { nodes: {} },
    );
    expect(nodes).toEqual({ n0: [0, 0], n1: [280, 0], n2: [280, 140], n3: [560, 0], n4: [0, 140] });
  });

  it('keeps places that are there, drops those of nodes that are gone, and keeps notes', () => {
    const layout = {
      nodes: { n0: [50, 60] as [number, number], gone: [1, 1] as [number, number] },
      notes: [{ text: 'x', at: [0, 0] as [number, number] }],
    };
    expect(placeNodes(documentOf(2, [[0, 1]]), layout)).toEqual({
      nodes: { n0: [50, 60], n1: [330, 60] },
      notes: layout.notes,
    });
  });

  it('puts no new node on another, and always the same way', () => {
    fc.assert(
      fc.property(
        LINKS,
        fc.array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })), { maxLength: 3 }),
        (links, places) => {
          const document = documentOf(8, links);
          const layout = { nodes: Object.fromEntries(places.map((place, i) => [`n${i}`, place])) };
          const { nodes } = placeNodes(document, layout);
          expect(placeNodes(document, layout).nodes).toEqual(nodes);
          const all = Object.entries(nodes);
          for (const [id, [x, y]] of all) {
            if (id in layout.nodes) continue;
            for (const [other, [otherX, otherY]] of all) {
              expect(other === id || Math.abs(x - otherX) >= 280 || Math.abs(y - otherY) >= 140).toBe(true);
            }
          }
        },
      ),
    );
  });
});
