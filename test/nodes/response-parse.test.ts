// How answers are read: which type counts, what is taken out, what the rules make of it.
import { describe, expect, it } from 'vitest';
import { portsOf } from '../../flows/language/catalogue.ts';
import { check } from '../../flows/language/check.ts';
import { catalogue } from '../../nodes/registry.ts';
import { responseParse } from '../../nodes/response-parse.ts';
import { compileFields } from '../../server/run/fields.ts';
import { runNode, viewOf } from '../support/node-harness.ts';
import { answered } from './cases/http-request.ts';

async function read(body: string, type: string, config: object = {}) {
  const { result } = await runNode(responseParse, { config: { from: answered(body, { type }), ...config } });
  return result;
}

describe('response-parse', () => {
  it.each([
    ['{"a":1}', 'application/json', 'json'],
    ['{"a":1}', 'application/problem+json', 'json'],
    ['<r><a>01</a></r>', 'text/xml', 'xml'],
    ['<r/>', 'application/atom+xml', 'xml'],
    ['OK', 'text/plain', 'text'],
    ['value1,value2', 'text/csv', 'text'],
    ['{"a":1}', '', 'json'],
    ['<r/>', 'application/octet-stream', 'xml'],
    ['OK', '', 'text'],
  ])('reads %j declared %j as %s', async (body, type, looksLike) => {
    expect(await read(body, type)).toMatchObject({ port: 'parsed', value: { looksLike } });
  });

  it.each([
    ['<!DOCTYPE html><html></html>', 'application/json', 'The answer was declared JSON, but it looks like HTML.'],
    ['OK', 'application/json', 'The answer was declared JSON, but it looks like text. If that is right'],
    ['{"a":1}', 'text/html', 'The answer was declared HTML, but it looks like JSON. If that is right'],
    ['{"a":1}', 'text/xml', 'The answer was declared XML, but it looks like JSON.'],
    ['{"a":1}', 'text/plain', 'The answer was declared text, but it looks like JSON.'],
    ['<html></html>', 'text/html', 'The answer is an HTML page, not data.'],
    ['<html></html>', '', 'The answer is an HTML page, not data.'],
    ['', 'application/json', 'The answer was declared JSON, but it is empty.'],
    ['', '', 'The answer declares no type that is read here, but it is empty.'],
    ['{"a":', 'application/json', 'Expected JSON, but it ends too early.'],
    ['<r><a></r>', 'text/xml', 'Expected XML, but it breaks at line 1'],
  ])('cannot read %j declared %j: %s', async (body, type, reason) => {
    const result = await read(body, type);
    expect(result.port).toBe('unreadable');
    expect(result.reason).toContain(reason);
    expect(result.value).toMatchObject({ says: result.reason, body });
  });

  it('reads as the flow says, whatever the receiver declared', async () => {
    expect(await read('{"a":1}', 'text/html', { as: 'json' })).toMatchObject({
      port: 'parsed',
      value: { data: { a: 1 } },
    });
    expect(await read('<html></html>', 'text/html', { as: 'text' })).toMatchObject({ port: 'parsed' });
    expect(await read('{"a":1}', 'application/json', { as: 'xml' })).toMatchObject({ port: 'unreadable' });
  });

  it('keeps the first 500 characters of what it cannot read', async () => {
    const { value } = await read(`<html>${'x'.repeat(2000)}`, 'application/json');
    expect((value as { body: string }).body).toHaveLength(500);
  });

  it('takes values out by path, null where there is none', async () => {
    const extract = [
      { name: 'id', path: 'r.lead.@id' },
      { name: 'zip', path: 'r.lead.zip' },
      { name: 'price', path: 'r.price' },
    ];
    const { value } = await read('<r><lead id="007"><zip>01234</zip></lead></r>', 'text/xml', { extract });
    expect(value).toMatchObject({ fields: { id: '007', zip: '01234', price: null } });
  });

  it('takes the values of a text by their place', async () => {
    const extract = [
      { name: 'result', path: 'values.0' },
      { name: 'id', path: 'values.1' },
    ];
    expect((await read('SUCCESS, 12', 'text/plain', { extract })).value).toMatchObject({
      fields: { result: 'SUCCESS', id: '12' },
    });
  });

  it('lets the first rule that matches count, and words a rejection that says nothing itself', async () => {
    const rules = [
      { path: 'success', value: 'false', outcome: 'rejected', reasonPath: 'text' },
      { path: 'success', comparison: 'exists', outcome: 'accepted' },
    ];
    expect(await read('{"success":true}', 'application/json', { rules })).toMatchObject({
      port: 'accepted',
      value: { rule: 2 },
    });
    const refused = await read('{"success":false,"text":" "}', 'application/json', { rules });
    expect(refused).toMatchObject({ port: 'rejected', reason: 'Rule 1 matched: success is false.' });
  });

  it('never takes an answer that no rule matches for a yes', async () => {
    const rules = [{ path: 'success', value: 'true', outcome: 'accepted' }];
    expect((await read('{"ok":1}', 'application/json', { rules })).port).toBe('unrecognised');
    expect((await read('[]', 'application/json', { rules })).port).toBe('unrecognised');
  });

  it('says which values it takes out, in its output', () => {
    const schema = responseParse.output({ extract: [{ name: 'leadId', path: 'data.lead_id' }] });
    expect(schema.properties?.fields?.properties).toEqual({ leadId: { title: 'From data.lead_id' } });
  });

  it.each([undefined, null, 'text', { status: 200 }, [1]])('refuses %j for an answer', async (from) => {
    await expect(runNode(responseParse, { config: { from } })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('response-parse as its endpoint says', () => {
  const endpoint = {
    name: 'Create lead',
    method: 'POST',
    path: '/leads',
    answer: {
      statuses: [{ status: '401', outcome: 'error', reason: 'Our token is wrong' }],
      codes: { path: 'code', table: [{ code: '210', outcome: 'accepted', warning: true, reason: 'No list' }] },
      rules: [
        { path: 'success', value: 'true', outcome: 'accepted' },
        { path: 'success', value: 'false', outcome: 'rejected' },
      ],
      reason: ['text'],
      price: 'price',
      reference: 'data.id',
      captures: [{ name: 'list', path: 'data.list' }],
    },
  };
  const by = (body: string, { status = 200, type = 'application/json', ...config } = {}) =>
    runNode(responseParse, {
      config: { from: answered(body, { type, status }), connection: 'a', endpoint, ...config },
    });

  it('says what the answer means, why, and what decided', async () => {
    const { result } = await by('{"success":true,"price":"$1.50","data":{"id":7,"list":"x"}}');
    expect(result).toMatchObject({
      port: 'accepted',
      value: {
        outcome: 'accepted',
        decidedBy: 'rule 1: success is true',
        reasons: [],
        warning: false,
        price: 1.5,
        reference: '7',
        captures: { list: 'x' },
        rule: null,
      },
    });
    expect((await by('{"success":false,"text":"Old lead"}')).result).toMatchObject({
      port: 'rejected',
      reason: 'Old lead',
    });
  });

  it.each([
    ['{"success":true}', 401, 'error', 'Our token is wrong'],
    ['<html>Sign in</html>', 401, 'error', 'Our token is wrong'],
    ['{"code":210}', 200, 'accepted', 'With a warning: No list'],
    ['{"done":1}', 200, 'unrecognised', 'No rule matched (status 200, code is not there, success is not there).'],
    ['<html>Sign in</html>', 200, 'unreadable', 'The answer was declared JSON, but it looks like HTML.'],
    ['', 204, 'unreadable', 'The answer was declared JSON, but it is empty.'],
    ['{"success":', 200, 'unreadable', 'Expected JSON, but it ends too early.'],
  ])('%j with status %i leaves by %s', async (body, status, port, reason) => {
    expect((await by(body, { status })).result).toMatchObject({ port, reason });
  });

  it('lets rules of its own go first', async () => {
    const rules = [{ path: 'success', value: 'true', outcome: 'rejected', reasonPath: 'text' }];
    const { result } = await by('{"success":true,"text":"Not ours","price":2}', { rules } as object);
    expect(result).toMatchObject({
      port: 'rejected',
      reason: 'Not ours',
      value: { rule: 1, decidedBy: 'rule 1 of the step: success is true', price: 2 },
    });
  });

  it('has a port for a fault of the receiver only then, and an endpoint without a reading recognises nothing', async () => {
    const names = (config: object) => portsOf(responseParse.ports, { ...config }).map(({ name }) => name);
    expect(names({})).toEqual(['parsed', 'unreadable']);
    expect(names({ rules: [{}] })).toEqual(['accepted', 'rejected', 'unrecognised', 'unreadable']);
    expect(names({ endpoint: 'e' })).toEqual(['accepted', 'rejected', 'unrecognised', 'error', 'unreadable']);
    const { result } = await by('{"success":true}', { endpoint: { name: 'x', method: 'GET', path: '/' } } as object);
    expect(result).toMatchObject({ port: 'unrecognised', reason: 'No rule matched (status 200).' });
  });

  it('reads HTML where the endpoint says so', async () => {
    const page = {
      name: 'x',
      method: 'GET',
      path: '/',
      receive: 'html',
      answer: { rules: [{ path: 'h1', value: 'Thanks', outcome: 'accepted' }] },
    };
    const { result } = await by('<html><h1> thanks </h1></html>', { type: 'text/html', endpoint: page } as object);
    expect(result).toMatchObject({ port: 'accepted', value: { looksLike: 'html' } });
  });
});

describe('a flow that reads as an endpoint says', () => {
  const reading = { type: 'response-parse', config: { from: 'steps.ask', connection: 'acme', endpoint: 'add' } };

  it('makes nothing of the adaptor of that endpoint, and needs no body', () => {
    const document = {
      leadflow: 1 as const,
      name: 'Read',
      nodes: { in: { type: 'webhook', config: { path: 'a' } }, read: reading },
      edges: [{ from: 'in', port: 'lead', to: 'read' }],
    };
    const endpoint = { name: 'Add', method: 'POST' as const, path: '/', adaptor: 'map', answer: {} };
    const bundle = { document, files: {}, layout: { nodes: {} } };
    const content = { flow: 'f', name: 'Read', version: 1, bundle, adaptors: {}, endpoints: { 'acme/add': endpoint } };
    const resolve = compileFields('read', reading.config, {
      definition: responseParse,
      content: { ...content } as never,
    });
    const config = resolve(viewOf(), { now: 0, random: () => 0, seed: () => 0 });
    expect(config).toMatchObject({ endpoint: { answer: {} } });
    expect(config).not.toHaveProperty('adaptor');
    const calls = { add: { method: 'POST', path: '/', parameters: [] } };
    const known = {
      connections: { acme: { endpoints: ['add'], calls } },
      adaptors: {},
      lists: [],
      dncLists: [],
      leadLists: [],
      statuses: [],
      paths: {},
      flows: {},
    };
    const found = check(bundle, { catalogue: catalogue(), known: known as never });
    expect(found.filter(({ node, field }) => node === 'read' && field === 'body')).toEqual([]);
  });
});
