// Posting instructions: what they promise is what the door does, and their examples send a lead as they stand.
import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_CHECK } from '../../flows/language/account-flow.ts';
import type { JsonObject } from '../../flows/language/document.ts';
import { leadApiPosting } from '../../server/api/posting/lead-api.ts';
import type { PostingView } from '../../server/api/posting/schemas-posting.ts';
import { mustPublish, node } from '../support/drawn-flows.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const FLOW = 'posted';
const run = promisify(execFile);

/** A name that no shell and no language may read as its own. */
const AWKWARD = `it's "a" $NAME \`b\` \\ ümlaut?>`;

let server: TestServer;
const keys: Record<string, { id: string; key: string }> = {};
beforeAll(async () => {
  server = await startTestServer();
  await mustPublish(server, FLOW, {
    nodes: {
      in: node('webhook', {
        path: 'posted/it',
        methods: ['POST', 'GET'],
        fields: [
          { name: 'phone_number', required: true, maxLength: 32, description: 'With its country code' },
          { name: 'zip', required: true, pattern: '^[0-9]{5}$' },
          { name: 'age', type: 'number' },
          { name: 'consent', type: 'boolean', required: true },
          { name: 'note', example: `It's "fine" & 100% \\ ok`, maxLength: 60 },
          { name: AWKWARD, example: `$HOME \`id\` $(id) 'q' "d" \\ \n ü 🙂 <?php ?> {} \u2028 %s !!` },
          { name: '0', example: 'a name that is a number' },
        ],
        testField: 'is_test',
        idempotency: 'lead.vendor_id',
        keyWindow: '12h',
      }),
      adult: node('condition', { when: 'lead.age >= 18' }),
      taken: node('respond', { message: 'Taken.', status: 201 }),
      no: node('stop', { outcome: 'rejected', reason: 'Too young.' }),
    },
    edges: ['in.lead>adult', 'adult.true>taken', 'adult.false>no'],
  });
  for (const auth of ['key', 'hmac']) {
    const made = await server.api('POST', '/sources', { name: `By ${auth}`, flow: FLOW, auth });
    keys[auth] = { id: (made.body.source as { id: string }).id, key: String(made.body.key) };
  }
});
afterAll(() => server.stop());

async function posting(auth: string, query = ''): Promise<PostingView> {
  const { status, body } = await server.api('GET', `/flows/${FLOW}/posting?source=${keys[auth]?.id}${query}`);
  expect(status).toBe(200);
  return body as unknown as PostingView;
}

function has(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Writes an example with a real key, and runs it as its reader would. */
async function ran(auth: string, language: string, query = ''): Promise<string> {
  const { examples } = await posting(auth, query);
  const code = examples.find((example) => example.language === language)?.code ?? '';
  const own = code.replaceAll('YOUR-KEY', keys[auth]?.key ?? '');
  const WAYS: Record<string, [string, string]> = {
    curl: ['bash', 'sh'],
    node: [process.execPath, 'mjs'],
    python: ['python3', 'py'],
    php: ['php', 'php'],
  };
  const [program, ending] = WAYS[language] ?? ['', ''];
  const file = join(server.folder, `example-${auth}.${ending}`);
  writeFileSync(file, own);
  return (await run(program, [file])).stdout;
}

describe('the instructions', () => {
  it('name address, fields with examples that the flow takes, and how a source is known', async () => {
    const given = await posting('key');
    expect(given).toMatchObject({
      flow: { slug: FLOW, version: 1 },
      address: `${server.address}/in/posted/it`,
      methods: ['POST', 'GET'],
      auth: 'key',
      testField: 'is_test',
      idempotency: { byFlow: 'lead.vendor_id', window: '12h' },
    });
    expect(given.fields.map(({ name, type, required, example }) => [name, type, required, example])).toEqual([
      ['phone_number', 'text', true, '+13105550123'],
      ['zip', 'text', true, '90210'],
      ['age', 'number', false, '42'],
      ['consent', 'yes or no', true, 'true'],
      ['note', 'text', false, `It's "fine" & 100% \\ ok`],
      [AWKWARD, 'text', false, expect.stringContaining('$HOME `id`')],
      ['0', 'text', false, 'a name that is a number'],
    ]);
    expect(given.fields[0]?.description).toBe('With its country code');
    expect((await posting('hmac')).auth).toBe('hmac');
  });

  it('tell each answer, and the refusals that this sender can meet', async () => {
    const given = await posting('key');
    expect(given.answers.map(({ status, success }) => [status, success])).toEqual([
      [201, true],
      [200, true],
      [200, false],
      [202, true],
    ]);
    expect(given.answers[0]).toMatchObject({
      when: 'Respond. After the step “Condition” (True).',
      body: { success: true, message: 'Taken.' },
    });
    const codes = given.refusals.map(({ code }) => code);
    expect(codes).toContain('KEY_WRONG');
    expect(codes).not.toContain('SIGNATURE_STALE');
    expect(codes).not.toContain('RATE_LIMITED');
    expect((await posting('hmac')).refusals.map(({ code }) => code)).toContain('SIGNATURE_STALE');
  });

  it('show a boolean where a table decides it, behind the step that decided last', async () => {
    const { body } = await server.api('GET', '/flows/duplicate-lead-check/posting');
    expect((body as unknown as PostingView).answers.slice(0, 3)).toMatchObject([
      {
        when: 'Tell the source. After the step “Create the lead” (Created or Skipped).',
        success: null,
        body: { success: true },
        says: 'success is true or false.',
      },
      { when: 'Tell it is known here. After the step “Create the lead” (Duplicate).', body: { success: false } },
      { when: expect.stringContaining('the step “Ask the CRM” (Error), or the step “Read the answer” (Unreadable)') },
    ]);
  });

  it('show a refusal exactly as the door gives it', async () => {
    const given = await posting('key');
    const { phone_number: _, ...lead } = given.lead as JsonObject;
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-leadflow-key': keys.key?.key ?? '' },
      body: JSON.stringify(lead),
    };
    expect(await (await fetch(given.address, init)).json()).toEqual(given.refusal);
  });

  it('follow what is published, and are not there for a flow that nobody can send to', async () => {
    await server.api('POST', '/flows', { name: 'Draft', slug: 'draft-only' });
    const draft = await server.api('GET', '/flows/draft-only/posting');
    expect([draft.status, draft.body.code]).toEqual([404, 'NOT_FOUND']);
    expect((await server.api('GET', `/flows/${FLOW}/posting?source=nobody`)).status).toBe(404);
  });
});

describe.each(['key', 'hmac'])('the examples for a source known by its %s', (auth) => {
  const signer = auth === 'hmac' ? ['openssl'] : [];
  const needs: Record<string, string[]> = { curl: ['curl', ...signer], node: [], python: ['python3'], php: ['php'] };
  for (const [language, programs] of Object.entries(needs)) {
    const missing = programs.filter((program) => !has(program));
    const name = missing.length === 0 ? `${language} sends a lead` : `${language}: ${missing} is not on this machine`;
    it.skipIf(missing.length > 0)(name, async () => {
      const before = await leadsIn();
      expect(await ran(auth, language, '&test=true')).toContain('Taken.');
      const newest = (await leadsIn())[0];
      expect(before.map(({ id }) => id)).not.toContain(newest?.id);
      expect(newest?.test).toBe(true);
      const { body } = await server.api('GET', `/runs/${newest?.id}`);
      expect(body.lead).toEqual((await posting(auth)).lead);
    });
  }

  it('mark no lead as a test that is none', async () => {
    expect(await ran(auth, 'node')).toContain('Taken.');
    expect((await leadsIn())[0]?.test).toBe(false);
  });
});

async function leadsIn(): Promise<{ id: string; test: boolean }[]> {
  const { body } = await server.api('GET', `/runs?flow=${FLOW}&limit=100`);
  return body.items as unknown as { id: string; test: boolean }[];
}

describe('the lead API', () => {
  const at = '/flows/account-leads/posting';
  let token = '';
  let id = '';
  beforeAll(async () => {
    const made = await server.api('POST', '/sources', { name: 'A client', flow: 'account-leads', auth: 'key' });
    [token, id] = [String(made.body.key), (made.body.source as { id: string }).id];
  });
  const about = async () => (await server.api('GET', `${at}?source=${id}`)).body as unknown as PostingView;
  async function insert(lead: JsonObject): Promise<[status: number, body: JsonObject]> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(lead) };
    const response = await fetch((await about()).address, init);
    return [response.status, (await response.json()) as JsonObject];
  }

  it('has its instructions too, which follow the settings of the duplicate check', async () => {
    const given = await about();
    expect(given).toMatchObject({ auth: 'token', address: `${server.address}/v1/leads/insert`, source: { id } });
    expect(given.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'auth_token',
      'list_id',
      'phone_number',
    ]);
    const rows = [
      { key: 'status', value: 'DUP' },
      { key: 'code', comparison: 'starts-with' as const, value: '60', createLead: true, success: true },
    ];
    const settings = { ...NO_CHECK, on: true, connection: 'acme-crm', endpoint: 'find-lead', rows };
    const whom = { version: 1, sources: [], source: undefined, origin: 'https://leads.example', syncLimitMs: 2500 };
    const asked = leadApiPosting({ ...whom, settings }).answers;
    expect(asked.slice(0, 4).map(({ when, success, body }) => [when, success, body?.code ?? 'created'])).toEqual([
      ['The duplicate check found that status is DUP. The lead was not created.', false, 6009],
      ['The duplicate check found that code starts with 60. The lead was created.', true, 'created'],
      ['The duplicate check found something else. The lead was created.', true, 'created'],
      ['The duplicate check could not be asked: the lead was created.', true, 'created'],
    ]);
    const byFlow = { ...settings, connection: '', endpoint: '', flow: 'knows' };
    expect(leadApiPosting({ ...whom, settings: byFlow }).answers).toEqual(asked);
    const more = leadApiPosting({ ...whom, settings: { ...settings, required: ['email', 'zip'], users: ['77'] } });
    expect(more.lead).toMatchObject({ email: 'ann@example.com', zip: '90210' });
    expect(more.fields.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      ...['auth_token', 'list_id', 'phone_number', 'email', 'zip'],
    ]);
    expect(more.refusals.map(({ code, says }) => [code, says])).toEqual(
      expect.arrayContaining([
        ['6006', 'No such user: owner_id'],
        ['6023', 'Required fields are missed: email, zip'],
      ]),
    );
    const unasked = leadApiPosting({ ...whom, settings: NO_CHECK }).answers;
    expect(unasked[0]?.when).toBe('The lead was created, or updated where update_if_found asks for it.');
    expect(unasked.at(-1)?.when).toContain('longer than 2.5 s');
  });

  it('refuses with the codes and texts that they name, and takes the lead of their examples', async () => {
    const { refusals, refusal, lead, answers } = await about();
    const whole = { ...lead, auth_token: token };
    const { phone_number: _, ...phoneless } = whole as JsonObject;
    expect(await insert(phoneless)).toEqual([200, refusal]);
    const wrong: JsonObject[] = [
      { auth_token: 'wrong' },
      { auth_token: keys.key?.key ?? '' },
      { list_id: 'nowhere' },
      { phone_number: '12' },
      { email: 'x' },
      { hopper_priority: '100' },
      { hopper_expires_in: '301' },
      { check_dup: '9' },
      { first_name: { a: 1 } },
    ];
    for (const one of wrong) {
      const [status, { code, text }] = await insert({ ...whole, ...one });
      const found = refusals.filter((row) => row.code === String(code) && row.status === status);
      expect(found.map(({ says }) => says)).toEqual([text]);
    }
    const [status, told] = await insert(whole);
    expect([status, told]).toEqual([200, { success: true, data: { lead_id: expect.any(String) } }]);
    const [, again] = await insert(whole);
    expect(answers.map(({ body }) => body)).toContainEqual(again);
  });

  it('takes what the program of its examples sends', async () => {
    const code = (await about()).examples.find(({ language }) => language === 'node')?.code ?? '';
    const file = join(server.folder, 'example-token.mjs');
    writeFileSync(file, code.replaceAll('YOUR-KEY', token).replaceAll('3105550123', '3105550188'));
    expect((await run(process.execPath, [file])).stdout).toContain('success: true');
  });
});
