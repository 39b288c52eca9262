// The receiver simulator behaves as the systems it stands for, and misbehaves when told to.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BEHAVIOURS } from './behaviours.ts';
import { type Receiver, startReceiver } from './receiver.ts';

let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver({ port: 0, quiet: true });
});
afterAll(() => receiver.close());
beforeEach(() => post('/__reset', {}));

describe('the Acme CRM', () => {
  it('knows a number from its second enquiry on, and gives the same id each time', async () => {
    expect(await ask('+1 310 555 2001')).toEqual({ success: true, status: 'NEW' });
    expect(await ask('(310) 555-2001')).toEqual({ success: true, status: 'DUP', lead_id: '65007347' });
    expect(await ask('3105552001')).toEqual({ success: true, status: 'DUP', lead_id: '65007347' });
  });

  it('answers the same idempotency key with the same answer', async () => {
    const headers = { 'Idempotency-Key': 'run-1/ask.1' };
    expect(await ask('3105552002', headers)).toMatchObject({ status: 'NEW' });
    expect(await ask('3105552002', headers)).toMatchObject({ status: 'NEW' });
    expect(await ask('3105552002')).toMatchObject({ status: 'DUP' });
    expect(await read('/__counts')).toEqual({
      requests: 3,
      keys: 1,
      repeats: 1,
      repeated: [{ key: 'run-1/ask.1', times: 2 }],
      complete: true,
    });
  });

  it('says that numbers ending in 0190 must not be called', async () => {
    expect(await ask('3105550190')).toEqual({ success: true, status: 'DNC' });
  });

  it('takes a lead by form once, and answers the second with status 200 and code 6009', async () => {
    expect(await form('/acme/leads/insert', 'phone_number=3105552003')).toEqual({
      success: true,
      data: { lead_id: '65007347' },
    });
    expect(await form('/acme/leads/insert', 'phone_number=3105552003')).toMatchObject({ success: false, code: 6009 });
  });
});

describe('the Convoso API', () => {
  it.each([
    ['no token', 'phone_number=3105552004&list_id=1001', 5001],
    ['no list', 'auth_token=t&phone_number=3105552004', 6007],
    ['an unknown list', 'auth_token=t&phone_number=3105552004&list_id=7', 6002],
    ['a short number', 'auth_token=t&phone_number=31055&list_id=1001', 6008],
    ['a bad e-mail address', 'auth_token=t&phone_number=3105552004&list_id=1001&email=ann', 6079],
    ['a number on the DNC list', 'auth_token=t&phone_number=3105550190&list_id=1001&check_dnc=1', 9001],
    ['a hopper priority of 100', 'auth_token=t&phone_number=3105552004&list_id=1001&hopper_priority=100', 9002],
  ])('refuses %s with status 200 and its code', async (_, body, code) => {
    expect(await form('/convoso/v1/leads/insert', body)).toMatchObject({ success: false, code });
  });

  it('looks for duplicates in the account, the list or the campaign', async () => {
    const lead = 'phone_number=3105552005';
    expect(await insert(`${lead}&list_id=1001`)).toMatchObject({ success: true });
    expect(await insert(`${lead}&list_id=1001&check_dup=2`)).toMatchObject({ code: 6009 });
    expect(await insert(`${lead}&list_id=1002&check_dup=3`)).toMatchObject({ code: 6009 });
    expect(await insert(`${lead}&list_id=1020&check_dup=1`)).toMatchObject({ code: 6009 });
    expect(await insert(`${lead}&list_id=1020&check_dup=2`)).toMatchObject({ success: true });
  });

  it('returns the lead that is there when told to update', async () => {
    const first = await insert('phone_number=3105552006&list_id=1001');
    expect(await insert('phone_number=3105552006&list_id=1001&update_if_found=true')).toEqual(first);
  });

  it('takes a lead by GET too, and refuses nested parameters', async () => {
    const query = 'auth_token=t&phone_number=3105552007&list_id=1001';
    expect(await read(`/convoso/v1/leads/insert?${query}`)).toMatchObject({ success: true });
    const nested = { phone_number: '3105552008', list_id: '1001', extra: { a: 1 } };
    expect(await (await post('/convoso-demo/v1/leads/insert', nested)).json()).toMatchObject({ code: 9004 });
  });

  it('gives the codes of dnc/insert their own meaning', async () => {
    const path = '/convoso-demo/v1/dnc/insert';
    expect(await form(path, 'phone_number=3105552009&phone_code=1&campaign_id=x')).toMatchObject({ code: 6006 });
    expect(await form(path, 'phone_number=310-555&phone_code=1')).toMatchObject({ code: 6007 });
    expect(await form(path, 'phone_number=3105552009')).toMatchObject({ code: 6026 });
    expect(await form(path, 'phone_number=3105552009&phone_code=1')).toEqual({ success: true, id: 1 });
    expect(await form(path, 'phone_number=3105552009&phone_code=1')).toMatchObject({ code: 6008 });
  });
});

describe('misbehaviour', () => {
  it('comes by header', async () => {
    const headers = { 'x-simulate': 'html500' };
    const answer = await post('/acme/leads/find', { phone_number: '3105552010' }, headers);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([500, 'text/html; charset=utf-8']);
    expect(await ask('3105552010')).toMatchObject({ status: 'NEW' });
  });

  it('comes by order, for so many calls of one path', async () => {
    await post('/__control', { path: '/acme/leads/find', behaviour: '503', times: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post('/acme/leads/find', { phone_number: '31055520' })).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('comes by phone number, and may leave the lead taken', async () => {
    await expect(ask('3105550155')).rejects.toThrow();
    expect(
      await (await post('/acme/leads/find', { phone_number: '3105550151' })).headers.get('content-type'),
    ).toContain('html');
    const seen = (await read('/__journal?phone=3105550155')) as { items: unknown[] };
    expect(seen.items).toMatchObject([{ behaviour: 'reset', status: 0, path: '/acme/leads/find' }]);
  });

  it('breaks a body off in the middle', async () => {
    const answer = await post('/acme/leads/find', { phone_number: '3105552011' }, { 'x-simulate': 'broken-off' });
    await expect(answer.text()).rejects.toThrow();
  });

  it('never answers when told to drop', async () => {
    const signal = AbortSignal.timeout(200);
    const call = fetch(url('/acme/leads/find'), { method: 'POST', headers: { 'x-simulate': 'drop' }, signal });
    await expect(call).rejects.toThrow(/timeout/);
  });

  it('refuses a behaviour that it does not know', async () => {
    expect((await post('/__control', { behaviour: 'dance' })).status).toBe(400);
  });

  it('is listed on the page that explains the simulator', async () => {
    const page = await (await fetch(url('/'))).text();
    for (const name of Object.keys(BEHAVIOURS)) expect(page).toContain(`<td>${name}</td>`);
  });
});

function url(path: string): string {
  return `http://127.0.0.1:${receiver.port}${path}`;
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const all = { 'content-type': 'application/json', ...headers };
  return fetch(url(path), { method: 'POST', headers: all, body: JSON.stringify(body) });
}

async function ask(phone: string, headers: Record<string, string> = {}): Promise<unknown> {
  return (await post('/acme/leads/find', { phone_number: phone }, headers)).json();
}

async function form(path: string, body: string): Promise<unknown> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await fetch(url(path), { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  return answer.json();
}

function insert(body: string): Promise<unknown> {
  return form('/convoso-demo/v1/leads/insert', body);
}

async function read(path: string): Promise<unknown> {
  return (await fetch(url(path))).json();
}
