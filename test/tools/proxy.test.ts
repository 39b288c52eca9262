// The egress proxy: every call through a tunnel of it, none past it, and its password nowhere to be read.
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type EgressProxy, readConfig, SettingError } from '../../server/config.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound } from '../../server/tools/outbound.ts';
import { sentOf } from '../../server/tools/outcome.ts';
import { answerText, type RawReceiver, startReceiver } from './raw-receiver.ts';
import { request } from './requests.ts';
import { selfSigned } from './self-signed.ts';

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** A proxy that knows where its names are; `status` is what it answers in the place of a tunnel. */
async function startProxy(names: Record<string, number>, status?: number) {
  const asked: { to: string; credentials: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer().on('connect', (incoming, socket: Socket) => {
    sockets.add(socket.on('error', () => undefined));
    asked.push({ to: incoming.url ?? '', credentials: incoming.headers['proxy-authorization'] });
    const port = names[incoming.url ?? ''];
    if (status !== undefined || port === undefined) {
      socket.end(`HTTP/1.1 ${status ?? 502} No\r\n\r\n`);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward.on('error', () => socket.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

async function receiver(...args: Parameters<typeof startReceiver>): Promise<RawReceiver> {
  const started = await startReceiver(...args);
  opened.push(started);
  return started;
}

function through(port: number, credentials = ''): EgressProxy {
  const url = `http://127.0.0.1:${port}`;
  return { url, shown: url, credentials };
}

async function failureOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown as { code: string; detail: string },
  );
  if (!error) throw new Error('It went well.');
  return { code: error.code, detail: error.detail, sent: sentOf(error as never) };
}

describe('a call through the egress proxy', () => {
  it('goes by name, which the proxy looks up, with its credentials, over http and for several calls', async () => {
    const crm = await receiver((socket) => socket.write(answerText(200, {}, 'ok')));
    const proxy = await startProxy({ 'crm.example:80': crm.port });
    const lookup = () => {
      throw new Error('Names are not looked up here.');
    };
    const outbound = createOutbound({
      policy: readEgressPolicy([]),
      proxy: through(proxy.port, 'us:pa:ss'),
      lookup,
      limits: { connectionsPerOrigin: 1 },
    });
    const call = request(0, { origin: 'http://crm.example' });
    expect(await outbound.send(call)).toMatchObject({ status: 200, body: 'ok' });
    await outbound.send(call);
    expect(proxy.asked).toEqual([
      { to: 'crm.example:80', credentials: `Basic ${Buffer.from('us:pa:ss').toString('base64')}` },
    ]);
    expect(crm.requests).toHaveLength(2);
    await outbound.close();
  });

  it('checks the certificate of the receiver, not of the proxy', async () => {
    const year = new Date().getUTCFullYear();
    const tls = selfSigned('localhost', { from: year - 1, to: year + 1 });
    const crm = await receiver((socket) => socket.write(answerText(200, {}, 'ok')), { tls });
    const proxy = await startProxy({ 'crm.example:443': crm.port });
    const outbound = createOutbound({ policy: readEgressPolicy([]), proxy: through(proxy.port) });
    const failure = await failureOf(outbound.send(request(0, { origin: 'https://crm.example' })));
    expect(failure).toMatchObject({ code: 'REMOTE_TLS', sent: 'no', detail: 'The certificate is self-signed.' });
    expect(proxy.asked.map(({ to }) => to)).toEqual(['crm.example:443']);
  });

  it('is refused for private literals, private names and unusual ports before the proxy is asked', async () => {
    const proxy = await startProxy({});
    // A block that names a port opens no name: nobody here sees what it resolves to.
    const policy = readEgressPolicy(['10.1.2.0/24:9000']);
    const outbound = createOutbound({ policy, proxy: through(proxy.port) });
    for (const host of [
      '127.0.0.1',
      '[::1]',
      '169.254.169.254',
      'localhost',
      'metadata.google.internal',
      'a.example:9000',
    ]) {
      const failure = await failureOf(outbound.send(request(0, { origin: `http://${host}` })));
      expect(failure.code, host).toBe('EGRESS_BLOCKED');
    }
    expect(proxy.asked).toEqual([]);
  });

  it('was not sent while the proxy is down, and nothing goes past it', async () => {
    const crm = await receiver((socket) => socket.write(answerText(200, {}, 'ok')));
    const gone = await startReceiver(() => undefined);
    await gone.close();
    const policy = readEgressPolicy([`127.0.0.1:${crm.port}`]);
    const outbound = createOutbound({ policy, proxy: through(gone.port, 'user:hidden-word') });
    const failure = await failureOf(outbound.send(request(crm.port)));
    expect(failure).toMatchObject({ code: 'REMOTE_UNREACHABLE', sent: 'no' });
    expect(failure.detail).toMatch(/egress proxy could not be reached \(ECONNREFUSED\)/);
    expect(JSON.stringify(failure)).not.toContain('hidden-word');
    expect(crm.connections()).toBe(0);
  });

  it.each([
    [407, /refused our credentials/],
    [403, /does not allow that host/],
    [502, /answered 502/],
  ])('was not sent where the proxy answers %i', async (status, says) => {
    const proxy = await startProxy({}, status);
    const outbound = createOutbound({ policy: readEgressPolicy([]), proxy: through(proxy.port) });
    const failure = await failureOf(outbound.send(request(0, { origin: 'http://crm.example' })));
    expect(failure).toMatchObject({ code: 'REMOTE_UNREACHABLE', sent: 'no' });
    expect(failure.detail).toMatch(says);
  });

  it('was not sent where the proxy takes the connection and says nothing', async () => {
    const silent = await receiver(() => undefined);
    const limits = { connectMs: 200 };
    const outbound = createOutbound({ policy: readEgressPolicy([]), proxy: through(silent.port), limits });
    const failure = await failureOf(outbound.send(request(0, { origin: 'http://crm.example' })));
    expect(failure).toMatchObject({ code: 'REMOTE_UNREACHABLE', sent: 'no' });
    expect(failure.detail).toMatch(/did not open a way in time/);
  });
});

describe('the settings of the way out', () => {
  const read = (env: Record<string, string>) => readConfig(env, '/');

  it('keeps the password of the proxy apart from what is shown', () => {
    const { egressProxy } = read({ LEADFLOW_EGRESS_PROXY: 'http://user:p%40ss@proxy.example:3128' });
    expect(egressProxy).toEqual({
      url: 'http://proxy.example:3128',
      shown: 'http://proxy.example:3128',
      credentials: 'user:p@ss',
    });
    expect(read({}).egressProxy).toBeUndefined();
  });

  it.each(['socks5://proxy:1080', 'http://proxy/path', 'user:secret-word@proxy', 'http://%zz:secret-word@proxy'])(
    'refuses the proxy %s without showing it',
    (text) => {
      const error = thrownBy(() => read({ LEADFLOW_EGRESS_PROXY: text }));
      expect(error).toBeInstanceOf(SettingError);
      expect(String(error)).not.toContain('secret-word');
    },
  );

  it('takes addresses and blocks as ours, and nothing else', () => {
    const env = { LEADFLOW_EGRESS_ADDRESSES: '198.51.100.7, 203.0.113.0/24,2001:db8::/32' };
    expect(read(env).egressAddresses).toEqual(['198.51.100.7', '203.0.113.0/24', '2001:db8::/32']);
    for (const text of ['crm.example', '203.0.113.0/33', '203.0.113.0/24/1'])
      expect(() => read({ LEADFLOW_EGRESS_ADDRESSES: text })).toThrow(text);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
