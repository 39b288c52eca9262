// How bodies are written: by format, read back with a parser that is not ours.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { BodyOptions, EndpointDocument } from '../../flows/language/receivers.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound } from '../../server/tools/outbound.ts';
import { SOAP_USER } from '../simulators/soap.ts';
import { bodyText, type CallGiven, failureOf, preparedCall, sentHeader } from './prepared-call.ts';

type Send = NonNullable<EndpointDocument['send']>;

function sent(send: Send, body: Json, options: BodyOptions = {}, more: CallGiven = {}) {
  return preparedCall({ ...more, endpoint: { send, body: options, ...more.endpoint }, call: { body } });
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
});

describe('a form', () => {
  it.each([
    ['repeat', 'tag=a&tag=b&to=%7B%22x%22%3A1%7D'],
    ['brackets', 'tag%5B%5D=a&tag%5B%5D=b&to%5Bx%5D=1'],
    ['indexed', 'tag%5B0%5D=a&tag%5B1%5D=b&to%5Bx%5D=1'],
    ['comma', 'tag=a%2Cb&to=%7B%22x%22%3A1%7D'],
  ] as const)('writes lists as %s', (lists, text) => {
    expect(sent('form', { tag: ['a', 'b'], to: { x: 1 } }, { lists }).body).toBe(text);
  });

  it('keeps the order of its fields, and reads back as it was', () => {
    const fields = fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fields, (given) => {
        fc.pre(!Object.keys(given).includes('__proto__'));
        const read = [...new URLSearchParams(bodyText(sent('form', { ...given })))];
        expect(read).toEqual(Object.entries(given));
      }),
      { numRuns: 50 },
    );
  });

  it('holds a whole body as text in one field, the constants beside it', () => {
    const endpoint = { hardParams: { key: 'k' } };
    const json = sent('form', { a: 1, b: ['x'] }, { stuffed: { field: 'data', as: 'json' } }, { endpoint });
    expect(Object.fromEntries(new URLSearchParams(bodyText(json)))).toEqual({ data: '{"a":1,"b":["x"]}', key: 'k' });
    const xml = sent('form', { a: '<1>' }, { stuffed: { field: 'x', as: 'xml' }, root: 'post' }, { endpoint });
    expect(new URLSearchParams(bodyText(xml)).get('x')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><post><a>&lt;1&gt;</a></post>',
    );
  });
});

describe('a POST that sends everything in the query', () => {
  it('has no body and no type', () => {
    const request = sent('query', { phone: '+1', tag: ['a', 'b'] }, { lists: 'brackets' });
    expect(request).toMatchObject({ path: '/leads?phone=%2B1&tag%5B%5D=a&tag%5B%5D=b', body: undefined });
    expect(sentHeader(request, 'content-type')).toBeUndefined();
    expect(failureOf(() => sent('query', 'text')).code).toBe('CONFIG_INVALID');
  });
});

describe('a raw template', () => {
  const body = { name: `A "B" <c> & 'd'`, n: 7, tags: ['x'], gone: null };
  it.each([
    ['none', '{body.name}|{body.gone}|{body.none}', `A "B" <c> & 'd'||`, 'text/plain; charset=utf-8'],
    [
      'json',
      '{"n":{body.n},"a":"{body.name}","t":{body.tags}}',
      `{"n":7,"a":"A \\"B\\" <c> & 'd'","t":["x"]}`,
      'application/json',
    ],
    [
      'xml',
      '<a b="{body.name}">{body.n}</a>',
      `<a b="A &quot;B&quot; &lt;c&gt; &amp; 'd'">7</a>`,
      'application/xml; charset=utf-8',
    ],
    ['url', 'a={body.name}&n={body.n}', `a=A%20%22B%22%20%3Cc%3E%20%26%20'd'&n=7`, 'application/x-www-form-urlencoded'],
    ['csv', '{body.n},{body.name}', `7,"A ""B"" <c> & 'd'"`, 'text/csv; charset=utf-8'],
  ] as const)('writes its values for %s', (how, template, text, type) => {
    const request = sent('raw', body, { template, escape: how });
    expect(request.body).toBe(text);
    expect(sentHeader(request, 'content-type')).toBe(type);
  });

  it('declares the type that it is given, and refuses a header that says another', () => {
    const options = { template: 'x', contentType: 'application/vnd.acme+json' };
    expect(sentHeader(sent('raw', {}, options), 'content-type')).toBe('application/vnd.acme+json');
    const connection = { headers: [{ name: 'Content-Type', value: 'text/xml' }] };
    expect(failureOf(() => sent('raw', {}, options, { connection })).code).toBe('HEADER_INVALID');
  });

  it('with a place that is none says what to write, before anything is sent', () => {
    const { code, detail } = failureOf(() => sent('raw', {}, { template: '{lead.phone}' }));
    expect(code).toBe('CONFIG_INVALID');
    expect(detail).toContain('{body.…}');
  });
});

describe('XML', () => {
  it('has attributes, text, repeated elements and CDATA, in the order of the fields', () => {
    const body = {
      '@version': 2,
      phone: ['1', '2'],
      note: { '#text': 'a ]]> b & c', '@lang': 'en' },
      empty: null,
      contacts: [{ name: 'Ä' }, { name: '' }],
    };
    const request = sent('xml', body, { root: 'Post', cdata: ['note', 'contacts.name'] });
    expect(request.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Post version="2"><phone>1</phone><phone>2</phone>' +
        '<note lang="en"><![CDATA[a ]]]]><![CDATA[> b & c]]></note><empty/>' +
        '<contacts><name><![CDATA[Ä]]></name></contacts><contacts><name/></contacts></Post>',
    );
    expect(sentHeader(request, 'content-type')).toBe('application/xml; charset=utf-8');
  });

  it.each([
    ['a name that begins with a digit', { '1st': 'x' }, '1st'],
    ['a name with a blank', { 'first name': 'x' }, 'first name'],
    ['markup as a name', { 'a><b': 'x' }, 'a><b'],
    ['an attribute that is no name', { '@a b': 'x' }, '@a b'],
    ['a list in a list', { a: [['x']] }, 'a'],
    ['a control character', { a: { b: 'x\u0008' } }, 'a.b'],
    ['an attribute that is an object', { '@a': { b: 1 } }, '@a'],
  ])('refuses %s and names the field', (_what, body, field) => {
    const { code, detail } = failureOf(() => sent('xml', body as JsonObject));
    expect(code).toBe('CONFIG_INVALID');
    expect(detail).toContain(field);
  });

  it('reads back as it was, for any text, escaped or as CDATA', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => !/[\p{Cc}\ufffe\uffff]/u.test(each));
    const tricky = fc.constantFrom(']]>', '<![CDATA[', '&amp;', '</a>', '"', "'", '<!--', '<?x?>', 'é', '😀');
    const value = fc.array(fc.oneof(text, tricky), { minLength: 1 }).map((parts) => parts.join(''));
    const fields = fc.dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,6}$/), value, { minKeys: 1 });
    fc.assert(
      fc.property(fields, fc.boolean(), (given, isCdata) => {
        fc.pre(!Object.keys(given).some((name) => name === '__proto__' || name === 'constructor'));
        const cdata = isCdata ? Object.keys(given) : [];
        const xml = bodyText(sent('xml', { ...given }, { cdata }));
        expect(XMLValidator.validate(xml)).toBe(true);
        expect(parser.parse(xml)).toEqual({ lead: given });
      }),
      { numRuns: 100 },
    );
  });

  it('takes text/xml for what it is, and adds the character set that the text is in', () => {
    const connection = { headers: [{ name: 'Content-Type', value: 'text/xml' }] };
    expect(sentHeader(sent('xml', { a: 1 }, {}, { connection }), 'content-type')).toBe('text/xml; charset=utf-8');
  });
});

describe('SOAP', () => {
  const soap = { operation: 'InsertLead', namespace: 'http://leads.example/service', action: 'urn:InsertLead' };

  it('1.1 has its action in a header', () => {
    const request = sent('soap', { Phone: '<1>' }, { soap });
    expect(request.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
        '<InsertLead xmlns="http://leads.example/service"><Phone>&lt;1&gt;</Phone></InsertLead></soap:Body></soap:Envelope>',
    );
    expect(sentHeader(request, 'content-type')).toBe('text/xml; charset=utf-8');
    expect(sentHeader(request, 'soapaction')).toBe('"urn:InsertLead"');
    // A field of a lead may be called anything, and moves the operation nowhere.
    expect(bodyText(sent('soap', { '@xmlns': 'urn:other' }, { soap }))).toContain(
      '<InsertLead xmlns="http://leads.example/service"/>',
    );
    expect(sentHeader(sent('soap', {}, { soap: { ...soap, action: '' } }), 'soapaction')).toBe('""');
  });

  it('1.2 has it in the content type, also where a header row names the bare type', () => {
    const options = { soap: { ...soap, version: '1.2' as const } };
    const type = 'application/soap+xml; charset=utf-8; action="urn:InsertLead"';
    const request = sent('soap', {}, options);
    expect(bodyText(request)).toContain('xmlns:soap="http://www.w3.org/2003/05/soap-envelope"');
    expect(sentHeader(request, 'content-type')).toBe(type);
    expect(sentHeader(request, 'soapaction')).toBeUndefined();
    const connection = { headers: [{ name: 'Content-Type', value: 'application/soap+xml' }] };
    expect(sentHeader(sent('soap', {}, options, { connection }), 'content-type')).toBe(type);
  });

  it('leaves the fields of a prefixed operation outside of its namespace', () => {
    expect(bodyText(sent('soap', { a: 1 }, { soap: { ...soap, operation: 'm:Insert' } }))).toContain(
      '<m:Insert xmlns:m="http://leads.example/service"><a>1</a></m:Insert>',
    );
  });

  it('signs in with a user token, whose password and digest are never recorded', () => {
    const user = { name: SOAP_USER.name, secret: 'secret:soap' };
    const secrets = { soap: SOAP_USER.password };
    const plain = sent('soap', {}, { soap: { ...soap, user } }, { secrets });
    expect(bodyText(plain)).toContain(`#PasswordText">${SOAP_USER.password}</wsse:Password>`);
    expect(plain.masked.body).toContain('#PasswordText">••••</wsse:Password>');
    const request = sent('soap', {}, { soap: { ...soap, user: { ...user, digest: true } } }, { secrets });
    const [, digest = ''] = /#PasswordDigest">([^<]+)</.exec(bodyText(request)) ?? [];
    const [, nonce = ''] = /#Base64Binary">([^<]+)</.exec(bodyText(request)) ?? [];
    const whole = Buffer.concat([
      Buffer.from(nonce, 'base64'),
      Buffer.from(`2026-01-15T12:00:00.000Z${SOAP_USER.password}`),
    ]);
    expect(digest).toBe(createHash('sha1').update(whole).digest('base64'));
    expect(request.masked.body).toContain('#PasswordDigest">••••</wsse:Password>');
    expect(JSON.stringify(request.masked)).not.toMatch(new RegExp(SOAP_USER.password));
    expect(JSON.stringify(request.masked)).not.toContain(digest);
  });

  it.each([{}, { soap: { ...soap, action: 'a"b' } }, { soap: { ...soap, operation: '1st' } }])(
    'is refused with %j',
    (options) => {
      expect(failureOf(() => sent('soap', {}, options)).code).toBe('CONFIG_INVALID');
    },
  );
});

describe('multipart', () => {
  it('reads back as it was, line breaks and quotes too', async () => {
    const body = { 'a"b': 'x\r\n--y', list: ['1', '2'], none: null, ä: 'ö' };
    const request = sent('multipart', body, { lists: 'brackets' });
    const headers = { 'content-type': sentHeader(request, 'content-type') ?? '' };
    const form = await new Response(bodyText(request), { headers }).formData();
    expect([...form]).toEqual([
      ['a"b', 'x\r\n--y'],
      ['list[]', '1'],
      ['list[]', '2'],
      ['none', ''],
      ['ä', 'ö'],
    ]);
  });

  it('has a boundary that no value holds, the same at each attempt', () => {
    const boundaryOf = (body: JsonObject) =>
      /boundary=(\S+)/.exec(sentHeader(sent('multipart', body), 'content-type') ?? '')?.[1];
    const boundary = boundaryOf({ a: 'x' });
    expect(boundaryOf({ a: 'y' })).toBe(boundary);
    expect(boundaryOf({ a: `x--${boundary}` })).not.toBe(boundary);
  });

  it('keeps its boundary beside a header row that names the type', () => {
    const connection = { headers: [{ name: 'Content-Type', value: 'multipart/form-data; boundary=mine' }] };
    expect(sentHeader(sent('multipart', { a: 1 }, {}, { connection }), 'content-type')).toMatch(/boundary=lead-/);
  });
});

describe('a character set', () => {
  it.each([
    ['iso-8859-1', 'Grüße', [0x47, 0x72, 0xfc, 0xdf, 0x65]],
    ['windows-1252', '5 € “ja”', [0x35, 0x20, 0x80, 0x20, 0x93, 0x6a, 0x61, 0x94]],
  ] as const)('%s turns the text into its bytes', (charset, text, bytes) => {
    const request = sent('raw', text, { charset });
    expect([...Buffer.from(request.body as Uint8Array)]).toEqual(bytes);
    expect(sentHeader(request, 'content-type')).toBe(`text/plain; charset=${charset}`);
    expect(request.masked.body).toBe(text);
  });

  it.each([
    ['json', { contact: { name: 'Łódź' } }, 'iso-8859-1', 'contact.name', 'Ł'],
    ['xml', { a: 'ok', b: ['日'] }, 'windows-1252', 'b.0', '日'],
    ['form', { n: 'é' }, 'us-ascii', 'n', 'é'],
    ['multipart', { n: '😀' }, 'iso-8859-1', 'n', '😀'],
  ] as const)(
    'of a %s body that lacks a character fails naming field and character',
    (send, body, charset, field, sign) => {
      const { code, detail } = failureOf(() => sent(send, body as unknown as Json, { charset }));
      expect(code).toBe('CONFIG_INVALID');
      expect(detail).toContain(`The field ${field} holds “${sign}”`);
    },
  );

  it('of a form is percent-encoded byte by byte, and hides a secret beside it', () => {
    const auth = { type: 'api-key', in: 'body', name: 'key', secret: 'secret:k' } as const;
    const request = sent(
      'form',
      { n: 'é' },
      { charset: 'iso-8859-1' },
      { connection: { auth }, secrets: { k: 'geheim-1' } },
    );
    expect(request.body).toBe('n=%E9&key=geheim-1');
    expect(request.masked.body).toBe('n=%E9&key=••••');
  });

  it('arrives as its bytes', async () => {
    let received = Buffer.alloc(0);
    const server = createServer(async (request, response) => {
      received = Buffer.concat(await request.toArray());
      response.end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const outbound = createOutbound({ policy: readEgressPolicy([`127.0.0.1:${port}`]) });
    try {
      const connection = { scheme: 'http' as const, host: `127.0.0.1:${port}` };
      const answer = await outbound.send(sent('xml', { n: 'Ü' }, { charset: 'iso-8859-1' }, { connection }));
      expect(answer.status).toBe(200);
      expect(received.toString('latin1')).toBe('<?xml version="1.0" encoding="ISO-8859-1"?><lead><n>Ü</n></lead>');
    } finally {
      await outbound.close();
      server.close();
    }
  });

  it('that a header contradicts is an error', () => {
    const connection = { headers: [{ name: 'Content-Type', value: 'application/json; charset=utf-16' }] };
    expect(failureOf(() => sent('json', { a: 1 }, {}, { connection })).code).toBe('HEADER_INVALID');
  });
});
