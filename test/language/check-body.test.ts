// What is wrong with the headers and the body of a receiver, said when it is saved rather than when a lead fails of it.
import { describe, expect, it } from 'vitest';
import { checkConnection } from '../../flows/language/check-receivers.ts';
import type { ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';

function told(connection: Partial<ConnectionDocument>, endpoint: Partial<EndpointDocument> = {}) {
  const insert: EndpointDocument = { name: 'Insert', method: 'POST', path: '/leads', ...endpoint };
  const whole: ConnectionDocument = {
    leadflow: 1,
    name: 'Acme',
    scheme: 'https',
    host: 'crm.example.com',
    endpoints: { insert },
    ...connection,
  };
  const problems = checkConnection('acme', whole, { templates: {}, adaptors: {} });
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, field, says }) => ({ code, field, says }));
}
const headers = (...rows: [name: string, value: string][]) => ({
  headers: rows.map(([name, value]) => ({ name, value })),
});

describe('a saved connection', () => {
  it.each([
    ['an umlaut in a value', headers(['X-A', 'ok'], ['X-B', 'grüße']), 'headers.1', 'not plain ASCII'],
    ['a line break', headers(['X-A', 'a\r\nHost: evil']), 'headers.0', 'line break'],
    ['Host', headers(['host', 'evil']), 'headers.0', 'Host cannot be set'],
    ['a name that is none', headers(['X A', '1']), 'headers.0', '“X A” is not the name'],
    ['a name twice', headers(['X-A', '1'], ['x-a', '2']), 'headers.1', 'twice'],
  ])('is told of %s in its headers', (_what, connection, field, says) => {
    expect(told(connection)).toEqual([{ code: 'HEADER_WRONG', field, says: expect.stringContaining(says) }]);
  });

  it.each<[string, Partial<EndpointDocument>, string, string]>([
    [
      'a template with a place that is none',
      { send: 'raw', body: { template: '{lead.x}' } },
      'PLACE_UNKNOWN',
      'body.template',
    ],
    [
      'a template with a field that is gone',
      { send: 'raw', body: { template: '{field.x}' } },
      'PARAMETER_UNKNOWN',
      'body.template',
    ],
    ['a path with a field that is gone', { path: '/{field.x}' }, 'PARAMETER_UNKNOWN', 'path'],
    ['SOAP without an operation', { send: 'soap' }, 'SOAP_OPERATION', 'body.soap.operation'],
    [
      'an operation that is no name',
      { send: 'soap', body: { soap: { operation: '1', namespace: '' } } },
      'XML_NAME',
      'body.soap.operation',
    ],
    ['an outermost element that is no name', { send: 'xml', body: { root: 'a b' } }, 'XML_NAME', 'body.root'],
  ])('is told of %s', (_what, endpoint, code, field) => {
    expect(told({}, endpoint)).toMatchObject([{ code, field: `endpoints.insert.${field}` }]);
  });

  it('has no problem where all of it can be sent', () => {
    const soap = { operation: 'm:Insert', namespace: 'urn:x' };
    expect(told(headers(['Content-Length', '0'], ['Cookie', 'a=b']), { send: 'soap', body: { soap } })).toEqual([]);
    expect(told({ fields: { x: '1' } }, { send: 'raw', body: { template: '{"a": "{field.x}{body.b}"}' } })).toEqual([]);
  });
});
