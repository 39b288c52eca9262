// How answers are read: which type counts, what is taken out, what the rules make of it.
import { describe, expect, it } from 'vitest';
import { responseParse } from '../../nodes/response-parse.ts';
import { runNode } from '../support/node-harness.ts';
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
