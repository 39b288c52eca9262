// How long a lead rests.
import type { NodeCases } from '../../support/node-harness.ts';

/** A Sunday in the winter of New York: 09:00 there. */
const NOW = Date.UTC(2026, 1, 1, 14, 0, 0);
const tools = { sleep: async (due: (now: number) => number) => ({ from: NOW, until: due(NOW) }) };

export const cases: NodeCases = {
  declared: { for: '15m', until: '09:00', days: ['mon'], zone: 'America/New_York' },
  happy: [
    {
      name: 'a quarter of an hour',
      config: { for: '15m' },
      tools,
      port: 'done',
      value: { from: '2026-02-01T14:00:00.000Z', until: '2026-02-01T14:15:00.000Z' },
      says: 'Waited until 2026-02-01 14:15:00 UTC',
    },
    {
      name: 'a time of day that is still to come, in the zone of the flow',
      config: { until: '18:30' },
      view: { flow: { slug: 'f', name: 'F', version: 1, zone: 'America/New_York' } },
      tools,
      port: 'done',
      value: { until: '2026-02-01T23:30:00.000Z' },
    },
    {
      name: 'a time of day that has passed, in a zone of its own: tomorrow',
      config: { until: '8:00', zone: 'America/New_York' },
      tools,
      port: 'done',
      value: { until: '2026-02-02T13:00:00.000Z' },
    },
    {
      name: 'a time of day on working days',
      config: { until: '10:00', zone: 'America/New_York', days: ['tue', 'wed'] },
      tools,
      port: 'done',
      value: { until: '2026-02-03T15:00:00.000Z' },
    },
    {
      name: 'a date without a zone, which is meant in the one named',
      config: { until: '2026-02-10T09:00', zone: 'Asia/Kolkata' },
      tools,
      port: 'done',
      value: { until: '2026-02-10T03:30:00.000Z' },
    },
    {
      name: 'a moment that has passed, which does not wait',
      config: { until: '2026-01-01T00:00:00Z' },
      tools,
      port: 'done',
      says: 'had passed already',
    },
    {
      name: 'a test lead, which does not wait either',
      config: { for: '2d', until: '' },
      view: { run: { id: 'r', test: true, acceptedAt: '2026-02-01T14:00:00.000Z', callbacks: {} } },
      tools,
      port: 'done',
      says: 'A test lead does not wait',
    },
  ],
  rejected: 'not applicable: it only waits; nothing about the lead is decided here',
  failure: [
    { name: 'a length that is none', config: { for: 'soon' }, fails: 'CONFIG_INVALID', says: 'For how long' },
    { name: 'a length that is a number', config: { for: 15 }, fails: 'CONFIG_INVALID', says: 'it is 15' },
    {
      name: 'a length that the lead does not have',
      config: { for: undefined },
      fails: 'CONFIG_INVALID',
      says: 'no value',
    },
    { name: 'a length of two years', config: { for: '730d' }, fails: 'CONFIG_INVALID', says: '400 days' },
    { name: 'neither', config: { until: '' }, fails: 'CONFIG_INVALID', says: 'neither' },
    { name: 'a time that is none', config: { until: '25:00' }, fails: 'CONFIG_INVALID', says: '25:00' },
    { name: 'a day that is none', config: { until: '2026-02-30' }, fails: 'CONFIG_INVALID', says: '2026-02-30' },
    { name: 'a time that the lead does not have', config: { until: null }, fails: 'CONFIG_INVALID', says: 'no value' },
    {
      name: 'a date after the longest wait',
      config: { until: '2030-01-01' },
      tools,
      fails: 'CONFIG_INVALID',
      says: '400 days are the longest wait',
    },
    {
      name: 'a zone that nobody knows',
      config: { until: '09:00', zone: 'Mars/Olympus' },
      fails: 'CONFIG_INVALID',
      says: 'Mars/Olympus',
    },
    {
      name: 'a zone that the lead does not have',
      config: { until: '09:00', zone: undefined },
      fails: 'CONFIG_INVALID',
      says: 'Time zone',
    },
  ],
};
