// What is wrong with a connection or template: said before a call fails of it.
import { describe, expect, it } from 'vitest';
import { checkConnection, checkTemplate } from '../../flows/language/check-receivers.ts';
import type { ConnectionDocument, EndpointDocument, TemplateDocument } from '../../flows/language/receivers.ts';

const FIND: EndpointDocument = { name: 'Find', method: 'GET', path: '/people/{person_id}' };
const DESK: TemplateDocument = {
  leadflow: 1,
  name: 'Desk',
  parameters: [
    { name: 'api_key', label: 'API key', in: 'header', required: true, secret: true },
    { name: 'person_id', in: 'path' },
  ],
  endpoints: { find: FIND },
};
const NORTH: ConnectionDocument = {
  leadflow: 1,
  name: 'North',
  template: 'desk',
  scheme: 'https',
  host: 'north.example.com',
  fields: { api_key: 'secret:north-key' },
  endpoints: {},
};
const NAMES = { templates: { desk: DESK }, adaptors: { person: ['person_id', 'contact.phone'] } };

const told = (connection: ConnectionDocument, template = DESK) =>
  checkConnection('north', connection, { ...NAMES, templates: { desk: template } }).map(
    ({ code, severity, field, says }) => ({ code, severity, field, says }),
  );
const withEndpoint = (endpoint: Partial<EndpointDocument>): ConnectionDocument => ({
  ...NORTH,
  endpoints: { own: { ...FIND, ...endpoint } },
});

describe('a connection', () => {
  it('that is as its template wants it has no problem', () => {
    expect(told(NORTH)).toEqual([]);
    expect(told(withEndpoint({ adaptor: 'person' }))).toEqual([]);
  });

  const faults: [string, ConnectionDocument, object][] = [
    ['a template that is gone', { ...NORTH, template: 'desc' }, { code: 'TEMPLATE_UNKNOWN', field: 'template' }],
    [
      'a required field that is blank',
      { ...NORTH, fields: { api_key: ' ' } },
      { code: 'FIELD_BLANK', field: 'fields.api_key' },
    ],
    ['a secret in the open', { ...NORTH, fields: { api_key: 'abc' } }, { code: 'FIELD_NOT_SECRET' }],
    [
      'a field of a name that nothing reads',
      { ...NORTH, fields: { ...NORTH.fields, personId: '7' } },
      { code: 'FIELD_UNUSED', severity: 'warning', says: expect.stringContaining('Did you mean “person_id”?') },
    ],
    [
      'a token from an endpoint that is not there',
      { ...NORTH, auth: { type: 'token', endpoint: 'fnd', token: 'token' } },
      { code: 'ENDPOINT_UNKNOWN', field: 'auth.endpoint' },
    ],
    [
      'an adaptor that is not there',
      withEndpoint({ adaptor: 'persons' }),
      {
        code: 'ADAPTOR_UNKNOWN',
        field: 'endpoints.own.adaptor',
        says: expect.stringContaining('Did you mean “person”?'),
      },
    ],
    [
      'a parameter of a field that is not there',
      withEndpoint({ parameters: [{ name: 'key', in: 'header', value: '{field.apikey}' }] }),
      { code: 'PARAMETER_UNKNOWN', says: expect.stringContaining('Did you mean “api_key”?') },
    ],
    [
      'a place that means nothing',
      withEndpoint({ parameters: [{ name: 'key', in: 'header', value: '{felid.api_key}' }] }),
      { code: 'PLACE_UNKNOWN', field: 'endpoints.own.parameters.0' },
    ],
    [
      'a path parameter that its path has no place for',
      withEndpoint({ path: '/people', parameters: [{ name: 'person_id' }] }),
      { code: 'PATH_PLACE_MISSING', field: 'endpoints.own.path' },
    ],
    [
      'a place in the path that its adaptor does not fill',
      withEndpoint({ path: '/people/{contact_phone}', adaptor: 'person' }),
      {
        code: 'PATH_FIELD_UNKNOWN',
        severity: 'warning',
        says: expect.stringContaining('Did you mean “contact.phone”?'),
      },
    ],
  ];
  it.each(faults)('with %s is told so', (_what, connection, problem) => {
    expect(told(connection)).toEqual([expect.objectContaining({ severity: 'error', ...problem })]);
  });

  it('that a private template does not name is told so', () => {
    expect(told(NORTH, { ...DESK, onlyFor: ['south'] })).toEqual([
      expect.objectContaining({ code: 'TEMPLATE_PRIVATE' }),
    ]);
    expect(told(NORTH, { ...DESK, onlyFor: ['north'] })).toEqual([]);
  });
});

describe('a template', () => {
  it('is checked without a connection, too', () => {
    expect(checkTemplate(DESK, NAMES.adaptors)).toEqual([]);
    const twice = { ...DESK, parameters: [...(DESK.parameters ?? []), { name: 'api_key', in: 'query' as const }] };
    expect(checkTemplate(twice, {})).toEqual([expect.objectContaining({ code: 'PARAMETER_TWICE' })]);
    const lost: TemplateDocument = { ...DESK, endpoints: { find: { ...FIND, adaptor: 'gone' } } };
    expect(checkTemplate(lost, {})).toEqual([expect.objectContaining({ code: 'ADAPTOR_UNKNOWN' })]);
  });
});
