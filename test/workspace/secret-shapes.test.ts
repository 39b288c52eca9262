// What looks like a secret in a document, and what must not be taken for one.
import { describe, expect, it } from 'vitest';
import { secretPlaces } from '../../server/workspace/secret-shapes.ts';

describe('a value that looks like a secret', () => {
  it.each([
    'Bearer abcdefgh1234',
    'Basic dXNlcjpwYXNzd29yZA==',
    'sk_live_4711abcdef',
    'ghp_abcdefghijklmnop1234',
    'AKIAABCDEFGHIJKLMNOP',
    'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl',
    'https://user:pass@crm.example.com',
    '0123456789abcdef0123456789abcdef',
    'aB3dE5fG7hI9jK1lM3nO5pQ7',
    '-----BEGIN PRIVATE KEY-----',
  ])('is found wherever it stands: %s', (value) => {
    expect(secretPlaces({ rows: [{ note: value }] })).toEqual(['rows.0.note']);
  });

  it('is found by the name of its field', () => {
    const value = {
      api_key: 'x',
      headers: [{ name: 'Authorization', value: 'x' }],
      fields: [
        { target: 'auth_token', value: 'x' },
        { target: 'auth_token', from: 'lead.token', default: 'x' },
      ],
      parameters: [{ name: 'api_key', default: 'x' }],
      password: '',
    };
    expect(secretPlaces(value)).toEqual([
      'api_key',
      'headers.0.value',
      'fields.0.value',
      'fields.1.default',
      'parameters.0.default',
    ]);
  });

  it.each([
    'secret:acme-token',
    '=lead.token',
    'validation-list-check-for-germany-2',
    'lead.first_name & " " & lead.last_name',
    '65007347',
    '+13105550123',
    'https://crm.example.com/leads?list=7',
    '2f1c9a60-6f0e-4a55-9d7e-1b0d8a2c3e4f',
    'The CRM gave no answer that can be read. The lead is kept for a person to look at.',
  ])('is not: %s', (value) => {
    expect(secretPlaces({ note: value, from: value })).toEqual([]);
  });

  it('is neither what a connection puts into a place, nor the path of a token in an answer', () => {
    const template = {
      auth: { type: 'token', endpoint: 'login', token: 'data.access_token' },
      headers: [{ name: 'Authorization', value: 'Token token={field.api_key}' }],
      parameters: [{ name: 'api_key', value: '{field.api_key}' }],
    };
    expect(secretPlaces(template)).toEqual([]);
    const open = { token: 'abc', headers: [{ name: 'Authorization', value: 'sk_live_4711abcdef {tenant}' }] };
    expect(secretPlaces(open)).toEqual(['token', 'headers.0.value']);
  });

  it('is not looked for where the caller says so', () => {
    expect(secretPlaces({ endpoints: { a: { sample: { body: 'Bearer abcdefgh1234' } } } }, ['sample'])).toEqual([]);
  });
});
