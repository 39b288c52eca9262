// The rarer faults of the wire: names that cannot be looked up, black holes, odd heads, redirects inwards, and thousands of failing handshakes.
import { afterEach, describe, expect, it } from 'vitest';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound, type WireLimits } from '../../server/tools/outbound.ts';
import { failureOf, sentOf } from '../../server/tools/outcome.ts';
import { answerText, type RawReceiver, startReceiver } from './raw-receiver.ts';
import { request } from './requests.ts';
import { selfSigned } from './self-signed.ts';

const opened: RawReceiver[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function receiver(...args: Parameters<typeof startReceiver>): Promise<RawReceiver> {
  const started = await startReceiver(...args);
  opened.push(started);
  return started;
}

function outboundTo(port: number, limits: Partial<WireLimits> = {}) {
  return createOutbound({ policy: readEgressPolicy([`127.0.0.1:${port}`]), limits });
}

async function faultOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => failureOf(thrown, { sent: false, status: undefined }),
  );
  if (!error) throw new Error('It went well.');
  return { code: error.code, sent: sentOf(error), detail: error.detail ?? '' };
}

describe('a call of which nothing left', () => {
  it('says that a name could not be looked up just now, which may be tried again', async () => {
    const outbound = createOutbound({
      policy: readEgressPolicy([]),
      lookup: (name, _options, done) =>
        done(Object.assign(new Error(`getaddrinfo EAI_AGAIN ${name}`), { code: 'EAI_AGAIN' }), []),
    });
    const fault = await faultOf(outbound.send(request(0, { origin: 'http://crm.example' })));
    expect(fault).toEqual({
      code: 'REMOTE_UNREACHABLE',
      sent: 'no',
      detail: 'The host name could not be looked up just now.',
    });
  });

  it('gives a host that swallows the connection five seconds, and as many as the limit says', async () => {
    // TEST-NET-1 (RFC 5737) leads nowhere; where a machine has no way to it, that is said at once.
    const outbound = createOutbound({ policy: readEgressPolicy(['192.0.2.1:80']), limits: { connectMs: 300 } });
    const began = Date.now();
    const fault = await faultOf(outbound.send(request(0, { origin: 'http://192.0.2.1' })));
    expect(fault).toMatchObject({ code: 'REMOTE_UNREACHABLE', sent: 'no' });
    expect(Date.now() - began).toBeLessThan(2500);
  });

  it.each([
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate is for another host.'],
    ['CERT_HAS_EXPIRED', 'The certificate has expired.'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'The certificate is not signed by an authority that is trusted here.'],
  ])('names what is wrong with a certificate: %s', (code, says) => {
    const failure = failureOf(Object.assign(new Error(code), { code }), { sent: false, status: undefined });
    expect(failure).toMatchObject({ code: 'REMOTE_TLS', detail: says });
    expect(sentOf(failure)).toBe('no');
  });

  it('leaves memory as it was after hundreds of failing handshakes', async () => {
    const year = new Date().getUTCFullYear();
    const tls = selfSigned('localhost', { from: year - 1, to: year + 1 });
    const { port } = await receiver(() => undefined, { tls });
    const outbound = outboundTo(port);
    const fail = async (times: number) => {
      for (let done = 0; done < times; done += 20)
        await Promise.all(
          Array.from({ length: 20 }, () =>
            faultOf(outbound.send(request(port, { origin: `https://127.0.0.1:${port}` }))),
          ),
        );
    };
    await fail(100);
    const before = process.memoryUsage().rss;
    await fail(200);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(40);
    await outbound.close();
  }, 30_000);
});

describe('an odd answer', () => {
  it.each([
    ['a folded header', 'HTTP/1.1 200 OK\r\nx-long: a\r\n b\r\ncontent-length: 2\r\n\r\nok'],
    ['more than its Content-Length', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokay'],
    ['two answers at once', `${answerText(200, {}, 'ok')}${answerText(200, {}, 'no')}`],
  ])(
    'with %s is taken as far as it is sound, or nobody knows; the next call is not fed with the rest',
    async (_what, text) => {
      let first = true;
      const { port, requests } = await receiver((socket) => {
        socket.write(first ? text : answerText(200, {}, 'next'));
        first = false;
      });
      const outbound = outboundTo(port, { connectionsPerOrigin: 1 });
      const came = await outbound.send(request(port)).then(
        ({ body }) => body,
        (error: unknown) => sentOf(failureOf(error, { sent: true, status: undefined })),
      );
      expect(['ok', 'unknown']).toContain(came);
      await expect(outbound.send(request(port))).resolves.toMatchObject({ body: 'next' });
      expect(requests).toHaveLength(2);
      await outbound.close();
    },
  );

  it('that leads inwards is shown with where it leads, and nobody is asked there', async () => {
    const inside = await receiver((socket) => socket.end(answerText(200, {}, 'inside')));
    const { port } = await receiver((socket) =>
      socket.end(answerText(307, { location: `http://127.0.0.1:${inside.port}/admin`, connection: 'close' })),
    );
    const answer = await outboundTo(port).send(request(port, { headers: ['Authorization', 'Bearer canary'] }));
    expect(answer).toMatchObject({ status: 307, headers: { location: `http://127.0.0.1:${inside.port}/admin` } });
    expect(inside.connections()).toBe(0);
  });
});
