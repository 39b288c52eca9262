// `/v1/leads/insert` with all its checks, beside the plain webhook flow on the same server: in turns, so that a slow minute
// of the machine falls on both.
import { join } from 'node:path';
import {
  addFlows,
  api,
  createSource,
  createToken,
  type Home,
  makeHome,
  type RunningServer,
  removeHome,
  startServer,
} from '../torture/leadflow-process.ts';
import { fillDncList } from './dnc.ts';
import { type Figures, keep, reportPair } from './report.ts';
import { type Contender, type Numbers, type Options, round } from './windows.ts';

/** The area code of all leads: none of them is on the DNC list. */
const AREA = '310';
/** What a client of the lead API sends beside the lead: every check that there is. */
const CHECKS = { list_id: 'default', check_dup: '1', check_dnc: '1' };
/** As an admin sets *Settings, Duplicate check*: the receiver is asked about each lead. */
const ASKS = {
  on: true,
  connection: 'acme-crm',
  endpoint: 'find-lead',
  rows: [
    { key: 'status', value: 'DNC', createLead: false, status: 'DEAD', addToDnc: true, success: false },
    { key: 'status', value: 'DUP', createLead: false, success: false },
  ],
  noMatch: { createLead: true, status: 'NEW', success: true },
  noAnswer: 'create',
};

/** Prints leads a second of both; answers whether what was promised is kept. */
export async function insertBesidePlain(port: number, numbers: Numbers, options: Options): Promise<boolean> {
  const home = await makeHome(port);
  try {
    await addFlows(home, join(import.meta.dirname, 'flows'));
    await fillDncList(join(home.folder, 'data'), AREA);
    const server = await startServer(home);
    try {
      return await measured(await contenders(server, home), numbers, options);
    } finally {
      await server.end('SIGTERM');
    }
  } finally {
    await removeHome(home);
  }
}

interface Both {
  plain: Contender;
  insert: Contender;
}

async function contenders(server: RunningServer, home: Home): Promise<Both> {
  const token = await createToken(home);
  await letItBeAsked(server, token);
  const account = (await api(server, token, { path: '/api/account-check' })) as { version: number; settings: object };
  await api(server, token, {
    method: 'PUT',
    path: '/api/account-check',
    body: { settings: { ...account.settings, ...ASKS } },
    headers: { 'If-Match': `"${account.version}"` },
  });
  const at = async (path: string, flow: string) => ({
    pid: server.pid,
    url: server.url + path,
    key: await createSource(server, token, flow),
  });
  return {
    plain: await at('/in/acme/leads', 'duplicate-lead-check'),
    insert: { ...(await at('/v1/leads/insert', 'account-leads')), fields: CHECKS },
  };
}

/** Gives the call an adaptor: without one nothing of the lead would be sent, and the check could not be applied. */
async function letItBeAsked(server: RunningServer, token: string): Promise<void> {
  const path = `/api/connections/${ASKS.connection}`;
  const { hash, document } = (await api(server, token, { path })) as {
    hash: string;
    document: { endpoints: Record<string, object> };
  };
  const asked = { ...document.endpoints[ASKS.endpoint], adaptor: 'acme-crm' };
  const endpoints = { ...document.endpoints, [ASKS.endpoint]: asked };
  await api(server, token, {
    method: 'PUT',
    path,
    body: { document: { ...document, endpoints } },
    headers: { 'If-Match': `"${hash}"` },
  });
}

async function measured({ plain, insert }: Both, numbers: Numbers, options: Options): Promise<boolean> {
  const of: Record<'plain' | 'insert', Figures> = {
    plain: { rounds: [], after: undefined },
    insert: { rounds: [], after: undefined },
  };
  for (let n = 0; n < options.rounds; n += 1) {
    of.plain.rounds.push(await round(plain, numbers, options));
    of.insert.rounds.push(await round(insert, numbers, options));
  }
  const title = 'leads/insert with duplicate check and 10 million DNC numbers, against the plain webhook flow';
  const { floor: webhook, leadflow: inserted } = reportPair(
    title,
    { floor: of.plain, leadflow: of.insert },
    { floor: 'webhook', leadflow: 'insert' },
  );
  return keep('leads/insert, of the webhook flow', inserted.rate / webhook.rate, {
    least: 0.8,
    by: 'the main thread: two look-ups and a dozen expressions more; a check of the DNC numbers takes microseconds',
  });
}
