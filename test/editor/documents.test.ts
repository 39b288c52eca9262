// Connections, adaptors, sources and imports: what their pages do to documents and texts.
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../editor/kit/form-faults.ts';
import { asVariant, variantsOf } from '../../editor/kit/form-model.ts';
import {
  adaptorFault,
  fieldFaults,
  modeOf,
  newField,
  requiredCount,
  shownValue,
  typedValue,
  withExpression,
  withMode,
  withPart,
} from '../../editor/pages/adaptors/adaptor-model.ts';
import { authFormOf, authOfForm } from '../../editor/pages/connections/auth-form.ts';
import {
  connectionFault,
  readHost,
  secretFault,
  secretName,
  withEndpoint,
} from '../../editor/pages/connections/connection-model.ts';
import { ENDPOINT_FORM, endpointOfForm, formOfEndpoint } from '../../editor/pages/connections/endpoint-form.ts';
import { readExport } from '../../editor/pages/flows/import-file.ts';
import { actionWords } from '../../editor/pages/settings/action-words.ts';
import { sendingLine } from '../../editor/pages/sources/source-curl.ts';
import type { ConnectionDocument, EndpointDocument } from '../../flows/language/receivers.ts';

describe('a pasted host', () => {
  it('loses its scheme and path, and says so', () => {
    expect(readHost('https://app.gcalls.co/api/v1')).toEqual({
      host: 'app.gcalls.co',
      scheme: 'https',
      notice: 'https:// is kept as the scheme; /api/v1 belongs to the path of an endpoint and was left out.',
    });
  });

  it('keeps its port, and is silent where nothing was left out', () => {
    expect(readHost(' 127.0.0.1:4410 ')).toEqual({ host: '127.0.0.1:4410', scheme: undefined, notice: '' });
    expect(readHost('http://crm.example/').host).toBe('crm.example');
  });

  it('never keeps a password that was pasted with it', () => {
    expect(readHost('https://ann:pw@crm.example').host).toBe('crm.example');
  });
});

describe('the authentication of a connection', () => {
  it('is a form of four shapes, and comes back as the document keeps it', () => {
    const form = authFormOf('acme');
    const kinds = variantsOf(form.properties?.auth ?? {});
    expect(Object.values(kinds?.shapes ?? {}).map((shape) => shape.title)).toEqual([
      'None',
      'API key',
      'User and password',
      'Bearer token',
    ]);
    const key = kinds && asVariant(kinds, 'api-key', { type: 'none' });
    expect(authOfForm(key)).toEqual({ type: 'api-key', in: 'header', name: 'X-Api-Key', secret: 'secret:acme-token' });
    const shared = kinds && asVariant(kinds, 'bearer', { type: 'basic', user: 'ann', secret: 'secret:shared' });
    expect(authOfForm(shared)).toEqual({ type: 'bearer', secret: 'secret:shared' });
    expect(authOfForm({ type: 'none', later: 1 })).toEqual({ type: 'none' });
    expect(faultsOf(form, { auth: { type: 'bearer', secret: 'secret:Acme Token' } })).toEqual([
      { field: 'auth.secret', says: 'Use small letters, digits, dots and hyphens, such as acme-token.' },
    ]);
  });

  it('names secrets by lower-case words', () => {
    expect(secretName('secret:acme-token')).toBe('acme-token');
    expect(secretFault('acme.token-2')).toBeUndefined();
    expect(secretFault('Acme Token')).toContain('small letters');
  });
});

const CONNECTION: ConnectionDocument = {
  leadflow: 1,
  name: 'Acme',
  scheme: 'https',
  host: 'acme.example',
  endpoints: {},
};

describe('a connection', () => {
  it('is refused with the first thing that is missing', () => {
    expect(connectionFault(CONNECTION)).toBeUndefined();
    expect(connectionFault({ ...CONNECTION, host: ' ' })).toContain('host');
    expect(connectionFault({ ...CONNECTION, auth: { type: 'basic', user: '', secret: 'secret:a' } })).toContain('user');
    expect(connectionFault({ ...CONNECTION, headers: [{ name: '', value: 'x' }] })).toContain('header');
  });

  it('keeps the order of its endpoints when one is renamed', () => {
    const find = { name: 'Find', method: 'POST', path: '/find' } as const;
    const endpoints = { find, insert: { ...find, name: 'Insert' } };
    expect(Object.keys(withEndpoint(endpoints, 'find', { slug: 'search', endpoint: find }))).toEqual([
      'search',
      'insert',
    ]);
    expect(Object.keys(withEndpoint(endpoints, undefined, { slug: 'new', endpoint: find }))).toEqual([
      'find',
      'insert',
      'new',
    ]);
  });

  it('has paths that begin with a slash and hold no blank', () => {
    const says = (path: string) =>
      faultsOf(ENDPOINT_FORM, { name: 'Find', slug: 'find', method: 'GET', path })
        .map((fault) => fault.says)
        .join();
    expect(says('/leads/{id}')).toBe('');
    expect(says('leads')).toContain('slash');
    expect(says('/a b')).toContain('blanks');
  });

  it('goes into its form and comes back as it was', () => {
    const whole: EndpointDocument = {
      name: 'Insert',
      description: 'Takes a lead.',
      method: 'POST',
      path: '/leads',
      send: 'form',
      receive: 'xml',
      hardParams: { list_id: '1001' },
      timeoutMs: 8000,
      idempotent: true,
      sample: { status: 201, type: 'application/xml', body: '<ok/>' },
    };
    expect(endpointOfForm(formOfEndpoint('insert', whole))).toEqual(whole);
  });
});

describe('an adaptor', () => {
  it('has rows that map and rows that are fixed', () => {
    expect(modeOf({ target: 'a', from: 'lead.a' })).toBe('from');
    expect(modeOf({ target: 'a', value: 'Web' })).toBe('value');
    expect(withMode({ target: 'a', from: 'lead.a', required: true }, 'value')).toEqual({
      target: 'a',
      value: '',
      required: true,
    });
    expect(withMode({ target: 'a', value: 'Web' }, 'from')).toEqual({ target: 'a' });
  });

  it('keeps no empty expression: a release with one cannot be published', () => {
    expect(newField()).toEqual({ target: '' });
    expect(withExpression({ target: 'a', from: 'lead.a' }, ' ')).toEqual({ target: 'a' });
    expect(withExpression({ target: 'a' }, 'lead.b')).toEqual({ target: 'a', from: 'lead.b' });
  });

  it('counts which required rows have something to fill them', () => {
    const fields = [
      { target: 'a', required: true },
      { target: 'b', required: true, default: 0 },
      { target: 'c', required: true, from: 'lead.c' },
      { target: 'd' },
    ];
    expect(requiredCount(fields)).toEqual({ filled: 2, all: 3 });
  });

  it('takes a part out for undefined', () => {
    expect(withPart({ target: 'a', default: 'x' }, 'default', undefined)).toEqual({ target: 'a' });
  });

  it('keeps the type of a fixed value that is no text', () => {
    expect(typedValue('12', 'Web')).toBe('12');
    expect(typedValue('12', 7)).toBe(12);
    expect(typedValue('twelve', 7)).toBe('twelve');
    expect([shownValue(true), shownValue('Web'), shownValue(undefined)]).toEqual(['true', 'Web', '']);
  });

  it('finds rows without a target, or that write where another row does; a row that is not mapped is no fault', () => {
    const faults = fieldFaults([
      { target: '' },
      { target: 'a', from: 'x' },
      { target: 'a', from: 'y' },
      { target: 'b' },
      { target: 'c.d', default: 0 },
      { target: 'c', value: 1 },
      { target: 'e..f' },
    ]);
    expect([...faults.keys()]).toEqual([0, 2, 5, 6]);
    expect(faults.get(2)).toContain('row above');
    expect(
      adaptorFault({
        leadflow: 1,
        name: 'A',
        fields: [
          { target: 'a', from: 'x' },
          { target: 'a', from: 'y' },
        ],
      }),
    ).toMatch(/^Row 2: /);
  });
});

describe('the line that sends a first lead', () => {
  const address = 'https://leads.example/in/acme/leads';
  const lead = { last_name: "O'Neil" };
  it('shows the key in the header that intake reads', () => {
    expect(sendingLine({ address, auth: 'key', key: 'lfs_1', lead })).toContain("-H 'X-Leadflow-Key: lfs_1'");
  });

  it('signs time and body with the secret, and quotes it for the shell', () => {
    const line = sendingLine({ address, auth: 'hmac', key: "it's", lead });
    expect(line).toContain(`-hmac 'it'\\''s'`);
    expect(line).toContain('"$TIME.$BODY"');
    expect(line).toContain('X-Leadflow-Signature: $SIGNATURE');
  });
});

describe('an import', () => {
  it('takes what Export wrote', () => {
    const found = readExport('{"leadflow":1,"slug":"a","files":{"flow.yaml":"x"}}');
    expect(found).toEqual({
      ok: true,
      file: { leadflow: 1, slug: 'a', files: { 'flow.yaml': 'x' }, adaptors: {}, connections: {} },
    });
  });

  it.each([
    ['', 'Choose a file'],
    ['{', 'not JSON'],
    ['[]', 'not an exported flow'],
    ['{"leadflow":2,"slug":"a","files":{}}', 'not an exported flow'],
  ])('says what is wrong with %j', (text, says) => {
    const found = readExport(text);
    expect(found.ok ? '' : found.says).toContain(says);
  });
});

describe('the audit', () => {
  it('is told in words', () => {
    expect(actionWords('flow.publish')).toBe('Published flow');
    expect(actionWords('dnc-list.create')).toBe('Added DNC list');
    expect(actionWords('something.new-thing')).toBe('Something: new thing');
    expect(actionWords('session.refused')).toBe('Sign-in refused');
  });
});
