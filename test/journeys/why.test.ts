// Why: the three shipped flows, each way that a lead can go, and the exact sentences that a person reads of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/language/document.ts';
import type { WhyView } from '../../server/api/why/schemas-why.ts';
import { mustPublish, node, runIn, sender, stop } from '../support/drawn-flows.ts';
import { eventually, startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.api('POST', '/dnc', { list: 'account', number: '+13105550111', reason: 'Asked not to be called' });
});
afterAll(() => server.stop());

const ANN = { first_name: 'Ann', last_name: 'Lee', email: 'ann@acme.example' };

async function whyOf(path: string, lead: JsonObject): Promise<WhyView> {
  const told = await server.send(path, { ...ANN, ...lead });
  const run = String(told.headers.get('x-leadflow-run'));
  return eventually(async () => {
    const { body } = await server.api('GET', `/runs/${run}`);
    return body.state === 'finished' ? (body.why as WhyView) : undefined;
  });
}

const NEW =
  'If the answer had held `status = NEW` (row 1), the table would have said: create the lead with the status NEW and tell success.';
const DUP = 'If the answer had held `status = DUP` (row 2), the table would have said: create no lead and tell failed.';

/** Path, lead, the summary, and what would have altered it. */
const CASES: [string, JsonObject, string, string | null][] = [
  [
    'acme/leads',
    { phone_number: '+13105550101' },
    'Accepted: Acme CRM answered `status = NEW` (row 1), so the lead was created with the status NEW and the caller was told success.',
    DUP,
  ],
  [
    'acme/leads',
    { phone_number: '+13105550101' },
    'Rejected: Acme CRM answered `status = DUP` (row 2), so the lead was not created and the caller was told failed.',
    NEW,
  ],
  [
    'acme/leads',
    { phone_number: '+13105550190' },
    'Rejected: Acme CRM answered `status = DNC` (row 3), so the lead was not created, +1 310 555 0190 was added to the account DNC list and the caller was told failed.',
    NEW,
  ],
  [
    'acme/leads',
    { phone_number: '+13105550150' },
    'Error: the answer of Acme CRM could not be read: the answer was declared JSON, but it looks like HTML, so the caller was told failed.',
    'If Acme CRM had answered with JSON, the lead would have gone on to “What the CRM said”.',
  ],
  [
    'acme/leads',
    { phone_number: '+13105550165' },
    'Error: Acme CRM answered without `status`, which no row of the table knows, so the flow ended the run (the CRM answered with a status that the table does not know) and the caller was told failed.',
    NEW,
  ],
  [
    'convoso/leads',
    { phone_number: '(310) 555-0111' },
    'Rejected: +1 310 555 0111 is on the DNC list account (Asked not to be called), so the caller was told failed.',
    // The flow names no list, so each one of the account counts: off the one that is named, another could hold it still.
    "If +1 310 555 0111 had been on none of the DNC lists of the account, the lead would have gone on to “Map to Convoso's fields”.",
  ],
  [
    'convoso/leads',
    { phone_number: '+13105550112' },
    'Accepted: Convoso accepted the lead (rule 1: success is true), so the caller was told success.',
    // The rule for a yes goes first, so that no single other value makes it a no.
    null,
  ],
  [
    'convoso/leads',
    { phone_number: '+13105550112' },
    'Rejected: Convoso rejected the lead: “Phone number already exists” (rule 2: code is one of 6008, 6009, 6079, 9001), so the caller was told failed.',
    'If Convoso had answered `success = true`, the answer would have been read as accepted, and the lead would have gone on to “Tell it was taken”.',
  ],
  [
    'convoso/leads',
    { phone_number: 'call me' },
    'Rejected: "call me" cannot be read as a phone number, so the caller was told failed.',
    "If the number had been one that can be read, such as +1 202 555 0123, the lead would have gone on to “Map to Convoso's fields”.",
  ],
  [
    'convertr/leads',
    { phone_number: '+13105550113', company: 'Globex' },
    'Accepted: Acme CRM accepted the lead (rule 1: success is true), so the lead was created with the status NEW and the caller was told success.',
    'If Acme CRM had answered `success = false`, the answer would have been read as rejected, and the lead would have gone on to “Tell it was refused”.',
  ],
  [
    'convertr/leads',
    { phone_number: '+13105550114', company: 'Acme' },
    'Rejected: "Acme" is not on the list key-accounts, so the caller was told failed.',
    'If the value had been one of the 4 entries of the list key-accounts, such as “Globex”, the lead would have gone on to “A work e-mail address?”.',
  ],
  [
    'convertr/leads',
    { phone_number: '+13105550115', company: 'Globex', email: 'ann@gmail.com' },
    'Rejected: the answer to “A work e-mail address?” was no (`lead.email = ann@gmail.com`), so the flow ended the run (the e-mail address is a private one; the client takes work addresses only) and the caller was told failed.',
    "If `lead.email` had been `ann@example.com`, the answer to “A work e-mail address?” would have been yes, and the lead would have gone on to “Map to the client's fields”.",
  ],
  [
    'convertr/leads',
    { phone_number: '+13105550116', company: 'Globex', test: true },
    'Accepted (a test: nothing was sent or stored): Acme CRM accepted the lead (rule 1: success is true), so the lead was created with the status NEW and the caller was told success.',
    'If Acme CRM had answered `success = false`, the answer would have been read as rejected, and the lead would have gone on to “Tell it was refused”.',
  ],
];

describe('why a lead of the shipped flows went as it did', () => {
  it.each(CASES)('%s %j', async (path, lead, summary, wouldChange) => {
    const why = await whyOf(path, lead);
    expect({ summary: why.summary, wouldChange: why.wouldChange }).toEqual({ summary, wouldChange });
  });

  it('says a sentence for each decision, and stands on the page of the lead too', async () => {
    const { decisions } = await whyOf('acme/leads', { phone_number: '+13105550117' });
    expect(decisions.map(({ node, says }) => `${node}: ${says}`)).toEqual([
      'table: Acme CRM answered `status = NEW` (row 1), and the table says: create the lead with the status NEW and tell success.',
      'create: The lead was created with the status NEW.',
      'dnc: Not added: row 1 of the table (status is "NEW") says No.',
      'answer: The caller was told success: “The CRM says NEW”.',
    ]);
    const { items } = (await server.api('GET', '/leads?q=%2B13105550117')).body;
    const { id } = (items as { id: string }[])[0] ?? { id: '' };
    const lead = (await server.api('GET', `/leads/${id}`)).body as unknown as { why: WhyView };
    expect(lead.why.decisions).toEqual(decisions);
  });
});

describe('a list that changes while leads are on their way', () => {
  const rev = { values: ['Acme'] };
  const judged = async (run: JsonObject) => {
    const step = (run.steps as JsonObject[]).find(({ node: id }) => id === 'look');
    return { port: step?.port, ...(step?.out as JsonObject), why: (run.why as JsonObject).wouldChange };
  };

  it('judges by the version that stands when the step is come to, and is explained by it ever after', async () => {
    await server.api('POST', '/lists', { slug: 'moving', name: 'Moving', ...rev });
    await mustPublish(server, 'moved', {
      nodes: {
        in: node('webhook', { path: 'moved' }),
        told: node('respond', { body: '{"call": run.callbacks.hold}' }),
        hold: node('wait-for-callback', { timeout: '1h' }),
        look: node('validation-list', { list: 'moving', value: 'lead.company', ifGone: 'pass' }),
        yes: stop('accepted'),
        no: stop('rejected'),
      },
      edges: [
        'in.lead>told',
        'told.answered>hold',
        'hold.called>look',
        'hold.timed-out>no',
        'look.pass>yes',
        'look.fail>no',
      ],
    });
    const send = await sender(server, 'moved');
    const [first, second] = [await send({ company: 'Globex' }), await send({ company: 'Globex' })];
    const goOn = async ({ run, body }: { run: string; body: JsonObject }) => {
      await runIn(server, run, 'waiting');
      await fetch(String(body.call), { method: 'POST' });
      return judged(await runIn(server, run, 'finished'));
    };
    await server.api('PUT', '/lists/moving/entries', { values: ['Initech', 'Umbrella'] });
    const such = 'If the value had been one of the 2 entries of the list moving, such as “Initech”, the lead';
    expect(await goOn(first)).toMatchObject({ port: 'fail', version: 2, decidedBy: 'miss' });
    await server.api('PUT', '/lists/moving/entries', { values: ['Globex'] });
    expect((await server.api('DELETE', '/lists/moving?force=true')).status).toBe(204);
    expect(await goOn(second)).toMatchObject({ port: 'pass', version: 0, gone: true, decidedBy: 'gone' });
    // What was put on it since, and that it is gone, alters nothing of what is told of the first.
    const { body } = await server.api('GET', `/runs/${first.run}`);
    expect((await judged(body)).why).toContain(such);
    const again = await server.api('POST', `/runs/${first.run}/retry`, { from: 'look' });
    const retried = await runIn(server, String(again.body.run), 'finished');
    expect(await judged(retried)).toMatchObject({ gone: true, version: 0 });
  });
});
