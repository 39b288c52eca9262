// What a node may say of calls that fail: what is misspelt, what would ask in vain, and what would send a lead twice.
import { describe, expect, it } from 'vitest';
import { check } from '../../flows/language/check.ts';
import type { FlowNode } from '../../flows/language/document.ts';
import { bundleOf, CATALOGUE, cleanDocument, KNOWN } from './sample.ts';

const CONNECTION = 'acme-crm';
const ENDPOINT = 'find-lead';
const LOOK = 'look-lead';
const CONNECTIONS = { [CONNECTION]: { endpoints: [ENDPOINT, LOOK] } };

/** The problems about failed calls, after a change of the step that makes one. */
function problems(node: Partial<FlowNode>, connections: typeof KNOWN.connections = CONNECTIONS) {
  const document = cleanDocument();
  document.nodes.ask = {
    ...document.nodes.ask,
    type: 'ask',
    config: { connection: CONNECTION, endpoint: ENDPOINT },
    ...node,
  };
  const found = check(bundleOf(document), { catalogue: CATALOGUE, known: { ...KNOWN, connections } });
  return found.filter(({ node: at }) => at === 'ask');
}

function asking(endpoint: string, accepted: string) {
  return problems({ onUnknown: { endpoint, accepted } });
}

describe('after what a call is tried again', () => {
  it('may be not-sent, a status or a class of them', () => {
    const on = ['not-sent', 429, '503', '5xx'];
    expect(problems({ retry: { attempts: 3, backoff: '5s..10m', on } })).toEqual([]);
  });

  it.each(['not sent', '6xx', 'timeout', 99, 5000])('may not be %s: the word is named', (word) => {
    const retry = { attempts: 3, backoff: '5s..10m', on: [503, word] };
    expect(problems({ retry })).toMatchObject([
      { code: 'RETRY_WRONG', severity: 'error', field: 'retry.on.1', says: expect.stringContaining(`“${word}”`) },
    ]);
  });
});

describe('a question about an unknown call', () => {
  it('goes to another endpoint of the connection, and its answer is read', () => {
    expect(asking(LOOK, 'answer.data.found = true')).toEqual([]);
  });

  it('may not be the call itself: that would send the lead again', () => {
    expect(asking(ENDPOINT, 'answer.status = 200')).toMatchObject([
      { code: 'RETRY_WRONG', field: 'onUnknown.endpoint' },
    ]);
  });

  it('needs an endpoint that there is', () => {
    expect(asking('nowhere', 'answer.status = 200')).toMatchObject([
      { code: 'ENDPOINT_UNKNOWN', field: 'onUnknown.endpoint', says: expect.stringContaining('“nowhere”') },
    ]);
  });

  it('needs an expression that can be read, at once, and that reads the answer', () => {
    expect(asking(LOOK, 'answer.status =')).toMatchObject([{ field: 'onUnknown.accepted', severity: 'error' }]);
    expect(asking(LOOK, '$map([answer], function($a) { $a.status })')).toMatchObject([
      { field: 'onUnknown.accepted', severity: 'error', says: expect.stringContaining('too general') },
    ]);
    expect(asking(LOOK, 'lead.sold')).toMatchObject([{ field: 'onUnknown.accepted', severity: 'warning' }]);
  });
});

describe('a call that is made again where nobody knows', () => {
  const unguarded = { [CONNECTION]: { endpoints: [ENDPOINT], unguarded: [ENDPOINT] } };

  it('is warned of where no key tells the receiver that it is the same call', () => {
    expect(problems({ onUnknown: 'retry' }, unguarded)).toMatchObject([
      { code: 'REPEAT_UNGUARDED', severity: 'warning', field: 'onUnknown' },
    ]);
  });

  it('is nothing to warn of with a key, or where such calls are held', () => {
    expect(problems({ onUnknown: 'retry' })).toEqual([]);
    expect(problems({ onUnknown: 'hold' }, unguarded)).toEqual([]);
    expect(problems({}, unguarded)).toEqual([]);
  });
});
