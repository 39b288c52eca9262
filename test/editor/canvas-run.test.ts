// Holds how a run is drawn and read: the path taken, how each node stands, where to look first, bodies and curl lines.
import { describe, expect, it } from 'vitest';
import { createOverlayStore } from '../../editor/canvas/overlay-store.ts';
import { changeOf, firstLook, traceOf } from '../../editor/canvas/run-trace.ts';
import { curlFor } from '../../editor/canvas/sending-line.ts';
import { indentedMarkup, isXml, mismatchOf, parsedBody } from '../../editor/run/body.ts';
import { curlOf } from '../../editor/run/curl.ts';
import { runName } from '../../editor/run/run-name.ts';
import type { RunDetail, RunEvent } from '../../editor/types.ts';
import { sampleLead } from '../../flows/language/sample-lead.ts';
import { port, sampleBundle } from './canvas-sample.ts';
import { at, run, step } from './run-sample.ts';

describe('a run on the drawing', () => {
  it('takes the edges of the ports it left by, the trigger included', () => {
    const trace = traceOf(run([step('ask', 'answered'), step('table', 'dup')]));
    expect(Object.keys(trace.edges).toSorted()).toEqual(['arrive.lead', 'ask.answered', 'table.dup']);
    expect(Object.keys(trace.nodes).toSorted()).toEqual(['arrive', 'ask', 'table']);
  });

  it('tells done, rejected, failed, running, waiting and held apart', () => {
    const stateOf = (given: RunDetail, node: string) => traceOf(given).nodes[node]?.state;
    const failure = { code: 'REMOTE_TIMEOUT', says: 'No answer.' };
    expect(stateOf(run([step('ask', 'answered')]), 'ask')).toBe('ok');
    expect(stateOf(run([step('table', 'dup')]), 'table')).toBe('rejected');
    expect(stateOf(run([step('ask', 'error', { failure })]), 'ask')).toBe('failed');
    expect(stateOf(run([step('ask', null)], { state: 'running' }), 'ask')).toBe('running');
    expect(stateOf(run([step('ask', null)], { state: 'waiting' }), 'ask')).toBe('waiting');
    expect(stateOf(run([step('ask', null)], { outcome: 'cancelled' }), 'ask')).toBe('cancelled');
    const held = { node: 'ask', call: null, ...failure };
    expect(stateOf(run([], { state: 'held', held }), 'ask')).toBe('held');
  });

  it('waits in a queue before the node that comes next, which is looked at first', () => {
    const waiting = run([step('ask', 'answered')], { state: 'waiting', queue: 'node:sample/table' });
    const next =
      waiting.bundle.document.edges.find((edge) => edge.from === 'ask' && edge.port === 'answered')?.to ?? '';
    expect(traceOf(waiting).nodes[next]?.state).toBe('waiting');
    expect(firstLook(waiting)).toBe(next);
    expect(firstLook({ ...waiting, queue: null })).toBe('ask');
  });

  it('is named by the end of its id, a child by the steps that lead to it', () => {
    const id = '01a1fd1d-e6ed-7b64-b695-010a4b1ce937';
    expect([id, `${id}.buyers.3`, `${id}._error.0`].map(runName)).toEqual([
      '4b1ce937',
      '4b1ce937.buyers.3',
      '4b1ce937.error.0',
    ]);
  });

  it('looks first at what holds the run, then at what failed, then at the end', () => {
    const failure = { code: 'X', says: '' };
    const steps = [step('ask', 'error', { failure }), step('stop', '')];
    expect(firstLook(run(steps))).toBe('ask');
    expect(firstLook(run([step('ask', 'answered'), step('table', 'new')]))).toBe('table');
    expect(firstLook(run(steps, { held: { node: 'table', call: null, ...failure } }))).toBe('table');
    expect(firstLook(run([]))).toBeNull();
  });

  it('counts passing leads, and leaves a run that is drawn alone', () => {
    const store = createOverlayStore();
    store.getState().count({ 'ask.answered': 2 });
    store.getState().count({ 'ask.answered': 3, 'table.new': 1 });
    expect(store.getState()).toMatchObject({ shown: 'live', edges: { 'ask.answered': 5, 'table.new': 1 } });
    const drawn = run([step('ask', 'answered')]);
    store.getState().showRun(drawn, traceOf(drawn));
    store.getState().count({ 'table.new': 1 });
    store.getState().touch('table', { state: 'ok', port: 'new', ms: 1 });
    expect(store.getState().edges['table.new']).toBeUndefined();
    expect(store.getState().nodes.table).toBeUndefined();
    store.getState().clear();
    expect(store.getState().shown).toBe('nothing');
  });

  it('begins where the lead comes in, before the first step', () => {
    expect(traceOf(run([], { state: 'running', outcome: null }))).toEqual({
      nodes: { arrive: { state: 'ok', port: null, ms: null } },
      edges: {},
    });
  });

  it('goes on by live events, and says the same as the run that is read again', () => {
    const store = createOverlayStore();
    const event = (more: Partial<RunEvent>): RunEvent => ({
      seq: 1,
      run: 'r',
      flow: 'sample',
      type: 'call',
      at: at(0),
      ...more,
    });
    const open = run([], { state: 'running', outcome: null });
    store.getState().showRun(open, traceOf(open));
    const ports = { ...open.ports, table: [port('new'), { ...port('dup'), outcome: 'rejected' as const }] };
    const heard = [
      event({ node: 'ask' }),
      event({ type: 'step', node: 'ask', port: 'answered', ms: 5 }),
      event({ type: 'step', node: 'table', port: 'dup', ms: 5 }),
      event({ type: 'finished' }),
      event({ run: 'other', type: 'step', node: 'list', port: 'pass', ms: 5 }),
    ];
    const states = heard.map((each) => {
      const change = changeOf(each, ports);
      if (change) store.getState().advance(each.run, change);
      return store.getState().nodes.ask?.state;
    });
    expect(states).toEqual(['running', 'ok', 'ok', 'ok', 'ok']);
    const { nodes, edges } = store.getState();
    const again = run([step('ask', 'answered'), step('table', 'dup')]);
    store.getState().showRun(again, traceOf(again));
    expect(store.getState().nodes).toEqual({ ...nodes, arrive: { state: 'ok', port: 'lead', ms: null } });
    expect(store.getState().edges).toEqual({ ...edges, 'arrive.lead': 1 });
    // What did not change is the same object: its card is not drawn again.
    expect(store.getState().nodes.ask).toBe(nodes.ask);
    const { taken } = store.getState();
    const same = run([step('ask', 'answered'), step('table', 'dup')]);
    const before = store.getState().nodes;
    store.getState().showRun(same, traceOf(same));
    expect(store.getState().nodes).toBe(before);
    expect(store.getState().taken).toBe(taken);
  });

  it('changes what an event is about and nothing else, on a drawing of 300 nodes', () => {
    const store = createOverlayStore();
    const ids = Array.from({ length: 300 }, (_, index) => `n${index}`);
    for (const id of ids) store.getState().touch(id, { state: 'ok', port: 'out', ms: 1 });
    const { nodes: before } = store.getState();
    store.getState().touch('n150', { state: 'ok', port: 'out', ms: 2 });
    const { nodes: after } = store.getState();
    // Each card reads its own part: what is the same object is not drawn again.
    expect(ids.filter((id) => after[id] !== before[id])).toEqual(['n150']);
  });

  it('lights one passing lead at a time', () => {
    const store = createOverlayStore();
    store.getState().light({ arrive: { state: 'ok', port: null, ms: null } });
    store.getState().touch('ask', { state: 'running', port: null, ms: null });
    expect(Object.keys(store.getState().nodes)).toEqual(['arrive', 'ask']);
    store.getState().light({});
    expect(store.getState()).toMatchObject({ shown: 'live', nodes: {} });
  });
});

describe('what is copied and read', () => {
  it('makes a curl line that a shell reads back, secrets still masked', () => {
    const headers = { Authorization: 'Bearer ••••' };
    const line = curlOf({
      method: 'POST',
      url: 'https://a.example/x',
      headers,
      body: `{"n":"O'Hara"}`,
    });
    expect(line).toBe(
      String.raw`curl -X POST 'https://a.example/x' \
  -H 'Authorization: Bearer ••••' \
  --data-raw '{"n":"O'\''Hara"}'`,
    );
  });

  it('makes a lead of the fields that the trigger asks for', () => {
    const { document } = sampleBundle();
    expect(sampleLead(document, 'arrive')).toHaveProperty('phone_number');
    const fields = [
      { name: 'mobile' },
      { name: 'age', type: 'number' },
      { name: 'optin', type: 'boolean' },
      { name: 'odd' },
    ];
    const arrive = { type: 'webhook', config: { fields } };
    const lead = sampleLead({ ...document, nodes: { arrive } }, 'arrive');
    expect(lead).toEqual({ mobile: '+13105550123', age: 42, optin: true, odd: 'text' });
    expect(curlFor('http://127.0.0.1/in/a', { name: "O'Hara" })).toContain(String.raw`O'\''Hara`);
  });

  it('reads JSON and forms as data, leaves the rest as text, and says when a body is of another type', () => {
    expect(parsedBody('{"a":1}', 'text/plain')).toEqual({ a: 1 });
    expect(parsedBody('a=1&b=2', 'application/x-www-form-urlencoded')).toEqual({ a: '1', b: '2' });
    expect(parsedBody('<a/>', 'text/xml')).toBeUndefined();
    expect(parsedBody('{broken', 'application/json')).toBeUndefined();
    expect(mismatchOf('<!doctype html><p>502</p>', 'application/json')).toBe(
      'The answer says it is JSON, but it looks like HTML.',
    );
    expect(mismatchOf('{"a":1}', 'application/json')).toBeUndefined();
    expect(mismatchOf('', 'application/json')).toBeUndefined();
  });

  it('lays XML and HTML out line by line, and leaves nothing of it out', () => {
    const xml = '<?xml version="1.0"?><response><lead_id>42</lead_id><note/><a><b>x &amp; y</b></a></response>';
    expect(indentedMarkup(xml)?.split('\n')).toEqual([
      '<?xml version="1.0"?>',
      '<response>',
      '  <lead_id>42</lead_id>',
      '  <note/>',
      '  <a>',
      '    <b>x &amp; y</b>',
      '  </a>',
      '</response>',
    ]);
    const html = '<!doctype html><html><body><h1>Something broke</h1><br><p>Try <b>later</b></p></body></html>';
    const shown = indentedMarkup(html) ?? '';
    expect(shown.replaceAll(/\s/g, '')).toBe(html.replaceAll(/\s/g, ''));
    expect(shown).toContain('\n    <h1>Something broke</h1>\n    <br>\n');
    expect([indentedMarkup('{"a":1}'), indentedMarkup('a < b'), indentedMarkup('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([isXml(xml, ''), isXml('<a/>', 'text/xml'), isXml(html, 'text/xml'), isXml('{}', 'text/xml')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(indentedMarkup('<a><b')).toBe('<a>\n  <\n  b');
  });
});
