// The receiver simulator: the systems that receive leads on loopback, with every way a receiver can misbehave. A process of its own.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { AcmeBook } from './acme.ts';
import { type Plan, planOf, planOfPhone } from './behaviours.ts';
import { ConvosoAccount } from './convoso.ts';
import { RequestJournal } from './journal.ts';
import { LeadConduitFlows } from './leadconduit.ts';
import { pageOf } from './page.ts';
import { json, type Reply, send } from './reply.ts';
import { type Call, digitsOf, readCall } from './request.ts';
import { RestCrm } from './rest.ts';
import { SoapLeads } from './soap.ts';
import type { System } from './system.ts';

/** A running simulator. */
export interface Receiver {
  port: number;
  close: () => Promise<void>;
}

interface Order {
  path: string;
  plan: Plan;
  /** Calls that it still counts for. */
  left: number;
}

interface World {
  /** Asked in this order. */
  systems: readonly System[];
  journal: RequestJournal;
  orders: Order[];
  port: number;
}

/** Starts a simulator on loopback; port 0 takes a free one. Rejects where the port is taken. */
export async function startReceiver(options: { port: number; quiet: boolean }): Promise<Receiver> {
  const world: World = {
    systems: [new AcmeBook(), new ConvosoAccount(), new RestCrm(), new SoapLeads(), new LeadConduitFlows()],
    journal: new RequestJournal(),
    orders: [],
    port: options.port,
  };
  const server = createServer((request, response) => {
    readCall(request).then(
      (call) => answer(world, call, response),
      () => response.destroy(),
    );
  });
  // Longer than any caller keeps its own: else a call now and then meets a connection that is just being closed.
  server.keepAliveTimeout = 120_000;
  await listen(server, options.port);
  world.port = (server.address() as AddressInfo).port;
  if (!options.quiet) console.log(`Receiver simulator on http://127.0.0.1:${world.port} (open it to see what it does)`);
  return { port: world.port, close: () => stop(server) };
}

function answer(world: World, call: Call, response: ServerResponse): void {
  const own = ownReply(world, call);
  if (own) {
    send(response, own);
    return;
  }
  const asked = call.simulate === '' ? undefined : planOf(call.simulate);
  if (call.simulate !== '' && !asked) {
    send(response, unknownBehaviour(call.simulate));
    return;
  }
  const plan = asked ?? ordered(world, call.path) ?? planOfPhone(call.phone);
  const reply = plan
    ? plan.turn(plan.taken ? systemReply(world, call) : json({ success: false }))
    : systemReply(world, call);
  const noStatus = reply.ending === 'reset' || reply.ending === 'never';
  world.journal.add(call, plan?.name ?? '', noStatus ? 0 : reply.status);
  if (plan && plan.delayMs > 0) setTimeout(send, plan.delayMs, response, reply).unref();
  else send(response, reply);
}

function systemReply({ systems }: World, call: Call): Reply {
  for (const system of systems) {
    const reply = system.reply(call);
    if (reply) return reply;
  }
  return json({ success: false, text: `No such address: ${call.path}` }, 404);
}

/** The simulator's own pages: never in the journal, never misbehaving. */
function ownReply(world: World, call: Call): Reply | undefined {
  if (call.path === '/' && call.method === 'GET') {
    return { status: 200, type: 'text/html; charset=utf-8', body: pageOf(world.port) };
  }
  if (!call.path.startsWith('/__')) return undefined;
  const route = `${call.method} ${call.path}`;
  if (route === 'GET /__counts') return json(world.journal.counts());
  if (route === 'GET /__journal') return json({ items: world.journal.find(filterOf(call)) });
  if (route === 'POST /__control') return control(world, call);
  if (route === 'POST /__reset') return reset(world);
  return json({ success: false, text: `No such address: ${route}` }, 404);
}

function filterOf(call: Call): { path: string; phone: string } {
  return { path: call.query.get('path') ?? '', phone: digitsOf(call.query.get('phone')) };
}

function control(world: World, call: Call): Reply {
  const { path, behaviour, times } = call.params;
  const plan = typeof behaviour === 'string' ? planOf(behaviour) : undefined;
  if (!plan) return unknownBehaviour(String(behaviour));
  const where = typeof path === 'string' ? path : '';
  const kept = world.orders.filter((order) => order.path !== where);
  const left = times === undefined ? Number.POSITIVE_INFINITY : Number(times);
  world.orders = behaviour === 'none' ? kept : [...kept, { path: where, plan, left }];
  return json({ success: true });
}

function ordered(world: World, path: string): Plan | undefined {
  if (world.orders.length === 0) return undefined;
  const order = world.orders.find((each) => each.left > 0 && (each.path === '' || each.path === path));
  if (!order) return undefined;
  order.left -= 1;
  return order.plan;
}

function reset(world: World): Reply {
  for (const system of world.systems) system.reset();
  world.journal.reset();
  world.orders = [];
  return json({ success: true });
}

function unknownBehaviour(text: string): Reply {
  return json({ success: false, text: `Unknown behaviour "${text}"; the page at / lists them.` }, 400);
}

function listen(server: Server<typeof IncomingMessage, typeof ServerResponse>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

if (import.meta.main) await main();

async function main(): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4410' }, quiet: flag, json: flag } });
  try {
    const receiver = await startReceiver({ port: Number(values.port), quiet: values.quiet || values.json });
    // For a program that started it and must know the port it got.
    if (values.json) console.log(JSON.stringify({ event: 'ready', port: receiver.port }));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => receiver.close());
    endWithParent(receiver);
  } catch (fault) {
    const taken = fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE';
    if (!taken) throw fault;
    console.error('Its port is taken: stop the other simulator, or choose a port with LEADFLOW_SIMULATOR_PORT.');
    process.exitCode = 1;
  }
}

// A server that is killed cannot stop its simulator, which would then hold the port against the next start.
function endWithParent(receiver: Receiver): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    receiver.close();
  }, 1_000);
  watch.unref();
}
