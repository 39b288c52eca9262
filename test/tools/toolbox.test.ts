// The toolbox: what the engine gets for a step's calls, reads and test leads.
import { describe, expect, it } from 'vitest';
import { Failure } from '../../flows/language/failures.ts';
import type { ListLook } from '../../flows/language/list-look.ts';
import type { ListRules } from '../../flows/language/list-rules-read.ts';
import type { ConnectionDocument } from '../../flows/language/receivers.ts';
import type { OutboundCall } from '../../nodes/tools.ts';
import type { Toolbox as EngineToolbox } from '../../server/engine/embedded/toolbox.ts';
import { readBody } from '../../server/reading/read-body.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound } from '../../server/tools/outbound.ts';
import { createToolbox } from '../../server/tools/toolbox.ts';
import { answerText, startReceiver } from './raw-receiver.ts';

const CALL: OutboundCall = {
  connection: 'acme-crm',
  endpoint: { name: 'Insert', method: 'POST', path: '/leads' },
  body: { phone: '1' },
};

function toolbox(port = 1) {
  const document: ConnectionDocument = {
    leadflow: 1,
    name: 'Acme',
    scheme: 'http',
    host: `127.0.0.1:${port}`,
    auth: { type: 'bearer', secret: 'secret:token' },
    endpoints: {},
  };
  return createToolbox({
    outbound: createOutbound({ policy: readEgressPolicy([`127.0.0.1:${port}`]) }),
    secrets: { open: (name) => (name === 'token' ? 'canary-4711' : undefined), stamp: () => '', renew: async () => {} },
    parse: (body, as, wish = {}) => readBody(body, as, wish),
    now: () => 0,
    connection: (slug) => (slug === 'acme-crm' ? { document, version: 'abc' } : undefined),
    dnc: {
      first: (numbers, lists) => {
        if (lists.includes('gone')) return { list: 'gone', why: 'gone', says: 'There is no such list.' };
        if (!numbers.includes('+13105550190')) return undefined;
        const why = { reason: 'asked', purpose: 'sales', origin: 'import', at: 0, expiresAt: 86_400_000 };
        return { list: lists[0] ?? '', number: '+13105550190', ...why };
      },
    },
    reads: {
      knownLead: ({ phone, scope }) => (phone === '+13105550190' ? `lead-of-${scope}` : undefined),
      listEntry(list, value) {
        if (list === 'broken') throw new Failure('LIST_UNREADABLE');
        if (list === 'bug') throw new Error('no such column');
        const entry = value.trim().toLowerCase() === 'ab 1' ? 'AB 1' : undefined;
        const rules = { any: [{ operator: 'starts-with', values: ['9'], negate: false }], all: [] } as ListRules;
        return list === 'zip' ? { entry, rules, version: 4, checkedAt: -40 * 86_400_000, limitDays: 31 } : undefined;
      },
    },
  });
}

describe('the toolbox', () => {
  it('says which lead has a number already, or none', () => {
    const tools = toolbox(1);
    const known = (phone: string) =>
      tools.read('lead.known', { list: 'default', phone, scope: 'account', scopeOf: '' });
    expect([known('+13105550190'), known('+13105550123')]).toEqual(['lead-of-account', null]);
  });

  it('prepares and sends a call with the credentials of its connection', async () => {
    const receiver = await startReceiver((socket) => socket.end(answerText(200, {}, 'ok')));
    const tools = toolbox(receiver.port);
    const prepared = tools.prepare(CALL, 'run-1/ask.1');
    expect(prepared.masked.connectionVersion).toBe('abc');
    expect(JSON.stringify(prepared.masked)).not.toContain('canary');
    await expect(tools.send(prepared)).resolves.toMatchObject({ status: 200, body: 'ok' });
    expect(receiver.requests.join('')).toContain('Authorization: Bearer canary-4711');
    await receiver.close();
  });

  it('is what the embedded engine asks for', () => {
    const tools: EngineToolbox = toolbox();
    expect(tools.sentOf(new Failure('REMOTE_TIMEOUT'))).toBe('unknown');
    expect(tools.sentOf(new Failure('REMOTE_UNREACHABLE'))).toBe('no');
  });

  it('fails for a connection that is gone', () => {
    expect(() => toolbox().prepare({ ...CALL, connection: 'gone' }, 'k')).toThrow(
      expect.objectContaining({ code: 'CONNECTION_MISSING' }),
    );
  });

  it('reads the DNC and value lists', () => {
    const tools = toolbox();
    expect(tools.read('dnc.check', { lists: ['account'], numbers: ['', '+13105550190'] })).toEqual({
      list: 'account',
      number: '+13105550190',
      reason: 'asked',
      purpose: 'sales',
      origin: 'import',
      addedAt: '1970-01-01T00:00:00.000Z',
      expiresAt: '1970-01-02T00:00:00.000Z',
    });
    expect(tools.read('dnc.check', { lists: ['gone'], numbers: ['+1'] })).toMatchObject({ why: 'gone' });
    expect(tools.read('dnc.check', { lists: ['account'], numbers: [''] })).toBeNull();
    expect(() => tools.read('lead.create', {})).toThrow('no read lead.create');
  });

  it('looks a value up in a list: by its values, then by its rules, of which version and how fresh', () => {
    const { read } = toolbox();
    const entry = read('list.look', { list: 'zip', value: ' AB 1 ' });
    expect(entry).toMatchObject({ found: true, entry: 'AB 1', rule: '', gone: false, version: 4, error: '' });
    const rule = read('list.look', { list: 'zip', value: '90210' });
    expect(rule).toMatchObject({ found: true, entry: '', rule: 'starts with "9"' });
    expect(read('list.look', { list: 'zip', value: 'cd 2' })).toMatchObject({ found: false, entry: '', rule: '' });
    expect(read('list.look', { list: 'gone', value: '' })).toMatchObject({ found: false, gone: true, version: 0 });
  });

  it('goes by the limit of the step, else by that of the list, to say that it is stale', () => {
    const { read } = toolbox();
    const isStale = (more: object) => (read('list.look', { list: 'zip', value: 'x', ...more }) as ListLook).stale;
    expect([isStale({}), isStale({ limitDays: 0 }), isStale({ limitDays: 100_000 })]).toEqual([true, false, false]);
  });

  it('tells a step of a look that the database failed, and passes on what is a bug', () => {
    const { read } = toolbox();
    const failed = read('list.look', { list: 'broken', value: 'x' });
    expect(failed).toMatchObject({ found: false, gone: false, error: 'The list could not be looked up in.' });
    expect(() => read('list.look', { list: 'bug', value: 'x' })).toThrow('no such column');
  });

  it('gives test leads the sample of the endpoint, and stands in for what would be stored', () => {
    const tools = toolbox();
    const sample = { status: 200, body: '<ok/>' };
    expect(tools.simulateCall({ ...CALL, endpoint: { ...CALL.endpoint, sample } })).toMatchObject({
      status: 200,
      type: 'application/xml',
      body: '<ok/>',
      simulated: true,
    });
    expect(tools.simulateCall(CALL)).toMatchObject({
      status: 200,
      type: 'application/json',
      body: '{}',
      simulated: true,
    });
    expect(tools.simulateLocal('lead.create', {})).toEqual({ did: 'created', leadId: 'test' });
    expect(tools.simulateLocal('lead.met', {})).toBe(true);
    expect(tools.simulateLocal('dnc.add', {})).toEqual({ added: true });
    expect(tools.simulateLocal('reservation.take', {})).toEqual({ until: '', met: null });
    expect(() => tools.simulateLocal('secret.set', {})).toThrow('no stand-in');
  });
});
