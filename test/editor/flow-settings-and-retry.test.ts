// Holds what the forms write for a flow's settings, and for the retry and the unknown calls of a node.
import { describe, expect, it } from 'vitest';
import { withSettings, zoneFault } from '../../editor/canvas/flow-settings.ts';
import {
  chosenOn,
  onFrom,
  ownStatuses,
  probeEndpoints,
  readStatuses,
  unknownChoice,
  unknownFrom,
} from '../../editor/canvas/retry-words.ts';
import { sampleBundle } from './canvas-sample.ts';

describe('the settings of a flow', () => {
  it('stand before the nodes, and go when they are emptied', () => {
    const set = withSettings(sampleBundle(), { zone: 'America/New_York', onError: 'errors', concurrency: 5 });
    expect(Object.keys(set.document).slice(-5)).toEqual(['zone', 'onError', 'concurrency', 'nodes', 'edges']);
    const emptied = withSettings(set, { zone: undefined });
    expect(emptied.document).not.toHaveProperty('zone');
    expect(emptied.document).toMatchObject({ onError: 'errors', concurrency: 5 });
  });

  it('take a zone that exists', () => {
    expect(zoneFault('Europe/Berlin')).toBeUndefined();
    expect(zoneFault('')).toBeUndefined();
    expect(zoneFault('Berlin time')).toMatch(/America\/New_York/);
  });
});

describe('what a call is tried again after', () => {
  it('is the usual where the node does not say, and the file then says nothing', () => {
    expect(chosenOn(undefined)).toEqual(['not-sent', '429', '503']);
    expect(onFrom(['503', 'not-sent', '429'])).toBeUndefined();
  });

  it('is written in the order of the boxes, statuses as numbers, each once', () => {
    expect(onFrom(['5xx', '408', 'not-sent', '408'])).toEqual(['not-sent', '5xx', 408]);
    expect(onFrom([])).toEqual([]);
  });

  it('tells own statuses from those of the boxes, and reads what was typed', () => {
    expect(ownStatuses(chosenOn({ attempts: 2, backoff: '1s..2s', on: [429, 408, '4xx'] }))).toBe('408, 4xx');
    expect(readStatuses('408, 425 4xx')).toEqual(['408', '425', '4xx']);
    expect(readStatuses('408, often')).toBeUndefined();
    expect(readStatuses('')).toEqual([]);
  });
});

describe('a call whose outcome nobody knows', () => {
  const probe = { endpoint: 'find-lead', accepted: 'answer.status = 200' };

  it('is shown as what the file says', () => {
    expect(unknownChoice(undefined)).toBe('usual');
    expect(unknownChoice('hold')).toBe('hold');
    expect(unknownChoice(probe)).toBe('probe');
  });

  it('keeps the probe that is there, and begins an empty one', () => {
    expect(unknownFrom('probe', probe)).toBe(probe);
    expect(unknownFrom('probe', 'hold')).toEqual({ endpoint: '', accepted: '' });
    expect(unknownFrom('usual', probe)).toBeUndefined();
  });

  it('is asked about by an endpoint of the same connection', () => {
    const endpoints = [{ slug: 'find-lead', name: 'Find a lead', method: 'POST' }];
    const connections = [
      { slug: 'acme-crm', endpoints },
      { slug: 'other', endpoints: [] },
    ];
    expect(probeEndpoints({ connection: 'acme-crm' }, connections).map((each) => each.id)).toEqual(['find-lead']);
    expect(probeEndpoints({ connection: 'other' }, connections)).toEqual([]);
    expect(probeEndpoints({}, connections)).toEqual([]);
  });
});
