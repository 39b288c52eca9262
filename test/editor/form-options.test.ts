// Drop-downs that are read from the server: what is asked, what is said of it, and what is wrong before anything is sent.
import { describe, expect, it } from 'vitest';
import { type Attention, faultsOf, shownProblems } from '../../editor/kit/form-faults.ts';
import { askOf, choicesOf, type OptionsReading, sourceOf, staleWords, stateOf } from '../../editor/kit/form-options.ts';
import type { Options } from '../../editor/types.ts';
import type { JsonSchema, OptionSource } from '../../flows/language/catalogue.ts';

const ENDPOINT: OptionSource = { source: 'endpoints', dependsOn: ['connection'] };
const TITLES = { connection: 'Connection', campaign: 'Campaign' };
const READ: Options = {
  items: [
    { value: '1001', label: 'Web leads' },
    { value: 'find-lead', label: 'Find a lead', hint: 'POST · find-lead' },
  ],
  left: 0,
  fetchedAt: '2026-11-21T14:02:00.000Z',
  of: 'acme-crm',
  fault: null,
};
const read = (options: Partial<Options> = {}): OptionsReading => ({
  options: { ...READ, ...options },
  failed: undefined,
});

describe('what is asked', () => {
  it('follows from what a field names, or from its own source', () => {
    expect(sourceOf({ 'x-ref': 'status' })).toEqual({ source: 'statuses' });
    expect(sourceOf({ 'x-ref': 'endpoint' })).toEqual(ENDPOINT);
    expect(sourceOf({ 'x-options': { source: 'flows' } })).toEqual({ source: 'flows' });
    expect(sourceOf({ type: 'string' })).toBeUndefined();
  });

  it('sends the fields it depends on, those that a source does not know as fields of the call', () => {
    const jobs: OptionSource = {
      source: 'connection-data',
      dependsOn: ['connection', 'campaign'],
      with: { endpoint: 'jobs', items: 'data', value: 'id', label: 'name' },
    };
    expect(askOf(jobs, { connection: 'client', campaign: 12 }, TITLES)).toEqual({
      source: 'connection-data',
      query: {
        connection: 'client',
        endpoint: 'jobs',
        items: 'data',
        value: 'id',
        label: 'name',
        given: '{"campaign":"12"}',
      },
      missing: [],
    });
  });

  it('is nothing until the fields it depends on are set; a path may stay blank', () => {
    expect(askOf(ENDPOINT, {}, TITLES).missing).toEqual(['Connection']);
    expect(askOf({ source: 'connection-data', dependsOn: ['items'] }, {}).missing).toEqual([]);
  });
});

describe('what is said under the field', () => {
  const ask = askOf(ENDPOINT, { connection: 'acme-crm' }, TITLES);
  it('names what must be chosen first', () => {
    const none = { options: undefined, failed: undefined };
    expect(stateOf(ENDPOINT, askOf(ENDPOINT, {}, TITLES), none).says).toBe('Choose “Connection” first.');
    const two: OptionSource = { source: 'connection-data', dependsOn: ['connection', 'campaign'] };
    expect(stateOf(two, askOf(two, {}, TITLES), none).says).toBe('Choose “Connection” and “Campaign” first.');
  });

  it('says who is asked, how many were offered and when, and how many more there are', () => {
    expect(stateOf(ENDPOINT, ask, { options: undefined, failed: undefined })).toEqual({
      is: 'loading',
      says: 'Asking acme-crm…',
    });
    expect(stateOf(ENDPOINT, ask, read())).toMatchObject({
      is: 'loaded',
      says: '2 offered by acme-crm; read',
      at: READ.fetchedAt,
    });
    expect(stateOf(ENDPOINT, ask, read({ items: [] })).says).toBe('Nothing is offered by acme-crm; read');
    expect(stateOf(ENDPOINT, ask, read({ left: 3419 })).says).toContain('The first 2 of 3,421');
  });

  it('is silent about names kept here, unless they cannot be read', () => {
    const own: OptionSource = { source: 'statuses' };
    expect(stateOf(own, askOf(own, {}), read({ of: '' })).is).toBe('quiet');
    const failed = { says: 'The server could not be reached.', remedy: 'Try again.' };
    expect(stateOf(own, askOf(own, {}), { options: undefined, failed })).toEqual({ is: 'failed', ...failed });
  });

  it('passes on what the receiver was asked in vain', () => {
    const fault = { is: 'needs-credentials' as const, says: 'acme-crm answered 401.', remedy: 'Check it.' };
    expect(stateOf(ENDPOINT, ask, read({ fault }))).toEqual(fault);
  });
});

describe('a value that is not offered', () => {
  it('is marked with who no longer offers it, and told apart from one that was just typed', () => {
    expect(staleWords('4711', read(), false)).toContain('4711 is no longer offered by acme-crm.');
    expect(staleWords('4711', read({ of: '' }), false)).toContain('4711 is not there any more.');
    expect(staleWords('4711', read(), true)).toContain('not among what acme-crm offers');
  });

  it('is not marked where nobody can tell', () => {
    expect(staleWords('1001', read(), false)).toBeUndefined();
    expect(staleWords('', read(), false)).toBeUndefined();
    expect(staleWords('4711', read({ left: 1 }), false)).toBeUndefined();
    const fault = { is: 'failed' as const, says: '', remedy: '' };
    expect(staleWords('4711', read({ fault }), false)).toBeUndefined();
    expect(staleWords('4711', { options: undefined, failed: undefined }, false)).toBeUndefined();
  });

  it('shows the value behind a label that differs from it', () => {
    expect(choicesOf(READ)).toEqual([
      { id: '1001', label: 'Web leads', hint: '1001' },
      { id: 'find-lead', label: 'Find a lead', hint: 'POST · find-lead' },
    ]);
  });
});

describe('what a form finds wrong by itself', () => {
  const schema: JsonSchema = {
    properties: {
      name: { type: 'string', title: 'Name', examples: ['Acme'] },
      path: { type: 'string', pattern: '^/', 'x-wanted': 'Begin with a slash.' },
      code: { type: 'string', pattern: '^[A-Z]+$', examples: ['NEW'] },
      count: { type: 'integer', minimum: 1, maximum: 9 },
      either: { type: 'string', pattern: '^x', 'x-expression': 'allowed' },
      rows: {
        type: 'array',
        items: { type: 'object', properties: { key: { type: 'string', title: 'Key' } }, required: ['key'] },
      },
    },
    required: ['name'],
  };
  const says = (value: Parameters<typeof faultsOf>[1]) =>
    faultsOf(schema, value).map((fault) => `${fault.field}: ${fault.says}`);

  it('says which field, what is wanted, and an example', () => {
    expect(says({})).toEqual(['name: Name is needed, such as Acme.']);
    expect(says({ name: ' ', path: 'x', code: 'new' })).toEqual([
      'name: Name is needed, such as Acme.',
      'path: Begin with a slash.',
      'code: This is not written as it must be; write it like NEW.',
    ]);
    expect(says({ name: 'A', count: 0.5 })).toEqual(['count: Write a whole number.']);
    expect(says({ name: 'A', count: 12 })).toEqual(['count: Write 9 or less.']);
  });

  it('looks into rows, and leaves expressions to the server', () => {
    expect(says({ name: 'A', rows: [{ key: 'a' }, { key: '' }] })).toEqual(['rows.1.key: Key is needed.']);
    expect(says({ name: 'A', either: '=lead.a' })).toEqual([]);
    expect(says({ name: 'A', either: 'lead.a' })).toHaveLength(1);
  });

  it('waits until a field is left, unless it was wrong when the typing began', () => {
    const problems = [
      { field: 'name', says: 'No name.' },
      { field: 'path', says: 'No path.' },
    ];
    const at = (field: string, wasWrong: boolean): Attention => ({ field, wasWrong });
    expect(shownProblems(problems, at('name', false)).map((each) => each.field)).toEqual(['path']);
    expect(shownProblems(problems, at('name', true))).toEqual(problems);
    expect(shownProblems(problems, at('', false))).toEqual(problems);
  });
});
