// The floor: the work of the duplicate-lead-check flow by hand, with express, undici and SQLite, and no engine at all.
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import express, { type Request, type Response } from 'express';
import { Pool } from 'undici';
import { FloorStore } from './floor-store.ts';

/** What one floor works with. */
interface Floor {
  crm: Pool;
  store: FloorStore;
  keyHash: string;
}

type Fields = Record<string, string>;

async function take(floor: Floor, request: Request, response: Response): Promise<void> {
  const key = createHash('sha256').update(String(request.headers['x-leadflow-key'])).digest('hex');
  if (key !== floor.keyHash) {
    response.status(401).json({ success: false });
    return;
  }
  const bytes = request.body as Buffer;
  const lead = JSON.parse(bytes.toString('utf8')) as Fields;
  const mapped = map(lead);
  const status = await askCrm(floor.crm, mapped);
  const createLead = status === 'NEW';
  const stored = await floor.store.add({
    raw: bytes,
    lead: createLead ? { status, phone: lead.phone_number ?? '', fields: JSON.stringify(mapped) } : undefined,
  });
  response.json({ success: createLead && stored.created, message: `The CRM says ${status}.`, run: stored.id });
}

function map(lead: Fields): Fields {
  const mapped: Fields = {};
  put(mapped, 'phone_number', lead.phone_number);
  put(mapped, 'first_name', lead.first_name);
  put(mapped, 'last_name', lead.last_name);
  put(mapped, 'email', lead.email?.toLowerCase());
  put(mapped, 'state', lead.state);
  put(mapped, 'source', lead.source);
  return mapped;
}

function put(mapped: Fields, name: string, value: string | undefined): void {
  if (value !== undefined && value.trim() !== '') mapped[name] = value;
}

async function askCrm(crm: Pool, mapped: Fields): Promise<string> {
  const answer = await crm.request({
    method: 'POST',
    path: '/acme/leads/find',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(mapped),
  });
  const { status } = (await answer.body.json()) as { status?: string };
  return status ?? '';
}

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { data: text, crm: text, key: text } });
  const floor: Floor = {
    crm: new Pool(values.crm ?? '', { connections: 64 }),
    store: new FloorStore(values.data ?? ''),
    keyHash: createHash('sha256')
      .update(values.key ?? '')
      .digest('hex'),
  };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.post('/in/acme/leads', express.raw({ type: () => true, limit: '1mb' }), (request, response) =>
    take(floor, request, response),
  );
  // As little as a door can do: one row, durable, then the answer.
  app.post('/bare', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const { id } = await floor.store.add({ raw: request.body as Buffer, lead: undefined });
    response.status(202).json({ success: true, run: id });
  });
  const server = app.listen(0, '127.0.0.1', () => {
    console.log(JSON.stringify({ event: 'ready', port: (server.address() as AddressInfo).port }));
  });
}
