// Alerts in an admin's words, and what an address of one must look like. Pure.
import type { AlertChannel, Incident } from '../../../types.ts';

/** What an incident is about. */
export const INCIDENT_WORDS: Readonly<Record<Incident['kind'], string>> = {
  held: 'Held',
  unknown: 'Outcome unknown',
  unrecognised: 'Answer not recognised',
  receiver: 'Receiver fails',
  paused: 'Step paused',
  locked: 'Secrets locked',
  list: 'DNC list',
};

/** What is wrong with an address; undefined where it can be used. */
export function targetFault(kind: AlertChannel['kind'], target: string): string | undefined {
  const text = target.trim();
  if (kind === 'email') {
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Write an e-mail address, such as leads@example.com.';
  }
  return /^https?:\/\/[^\s/]+/.test(text) ? undefined : 'Write the whole address, beginning with https://.';
}

/** Where an incident is looked into: its group of held runs, its flow, else its newest run. */
export function incidentPlace({ kind, flow, node, run }: Incident): string | undefined {
  if (kind === 'held' || kind === 'unknown') {
    return `/held?${new URLSearchParams({ flow, ...(node === '' ? {} : { node }) }).toString()}`;
  }
  if (kind === 'list') return '/dnc';
  if (kind === 'paused' && flow !== '') return `/flows/${flow}`;
  return run === '' ? undefined : `/runs/${run}`;
}
