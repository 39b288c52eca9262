// The guard against calls into private networks: every way to write an address, every way a name can lie.
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SettingError } from '../../server/config.ts';
import { originOf } from '../../server/tools/address.ts';
import { type Egress, guardedLookup, type LookupAll, readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound } from '../../server/tools/outbound.ts';
import { answerText, type RawReceiver, startReceiver } from './raw-receiver.ts';
import { request } from './requests.ts';

let receiver: RawReceiver;
beforeAll(async () => {
  receiver = await startReceiver((socket) => socket.end(answerText(200, {}, 'reached')));
});
afterAll(() => receiver.close());

/** Every way we know to write loopback, private and metadata addresses (safety.md 3.1, faults 105 and 106). */
const LITERALS = [
  ...[
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.0.0.1.',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '0',
    '0.0.0.0',
  ],
  ...[
    '169.254.169.254',
    '0xA9FEA9FE',
    '2852039166',
    '10.0.0.1',
    '100.64.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '198.18.0.1',
  ],
  ...[
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::7f00:1]',
    '[fd00:ec2::254]',
  ],
  ...['[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[fe80::1]', '[ff02::1]', '[100::1]'],
  ...['localhost', 'LOCALHOST', 'localhost.', 'any.localhost', 'metadata.google.internal', 'METADATA.google.internal.'],
];

describe('the egress guard', () => {
  it.each(LITERALS)('refuses %s at the port of a listener, and the listener sees nobody', async (host) => {
    const outbound = createOutbound({ policy: readEgressPolicy([]) });
    const origin = new URL(`http://${host}:${receiver.port}`).origin;
    await expect(outbound.send(request(receiver.port, { origin }))).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(receiver.connections()).toBe(0);
  });

  it.each([80, 443, 8443])('refuses private literals at the usual port %i too', (port) => {
    const policy = readEgressPolicy([]);
    for (const literal of LITERALS) {
      const hostname = new URL(`http://${literal}`).hostname.replace(/^\[|\]$/g, '');
      expect(policy.refusal({ hostname, port }), literal).toMatch(/private/);
    }
  });

  it.each([
    ['only a private address', ['127.0.0.1']],
    ['a public and a private address', ['93.184.216.34', '127.0.0.1']],
    ['a mapped private address', ['::ffff:127.0.0.1']],
    ['five hundred addresses, the last one private', [...Array(499).fill('93.184.216.34'), '10.0.0.1']],
  ])('refuses a name that resolves to %s', async (_what, addresses) => {
    const lookup: LookupAll = (_name, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    const outbound = createOutbound({ policy: readEgressPolicy([`192.0.2.1:${receiver.port}`]), lookup });
    const origin = `http://rebind.example:${receiver.port}`;
    await expect(outbound.send(request(0, { origin }))).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(receiver.connections()).toBe(0);
  });

  it('looks a name up again for each connection, so that a name that turns private is caught', async () => {
    const answers = ['192.0.2.1', '127.0.0.1'];
    const asked: string[] = [];
    const lookup: LookupAll = (name, _options, done) => {
      asked.push(name);
      done(null, [{ address: answers[asked.length - 1] ?? '127.0.0.1', family: 4 }]);
    };
    // The first address is allowed and leads nowhere; the second is not allowed.
    const policy = readEgressPolicy([`192.0.2.1:${receiver.port}`]);
    const outbound = createOutbound({ policy, lookup, limits: { connectMs: 200 } });
    const call = request(0, { origin: `http://rebind.example:${receiver.port}` });
    await expect(outbound.send(call)).rejects.toMatchObject({ code: 'REMOTE_UNREACHABLE' });
    await expect(outbound.send(call)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(asked).toHaveLength(2);
    expect(receiver.connections()).toBe(0);
  });

  it('drops a socket that ended up at a refused address, before anything is written', async () => {
    const asked: string[] = [];
    const moved = {
      refusal: () => undefined,
      addressRefusal: (address: string) => {
        asked.push(address);
        return 'It moved.';
      },
    };
    const policy: Egress = { ...moved, with: () => moved };
    const mine = await startReceiver((socket) => socket.end(answerText(200, {}, 'reached')));
    const outbound = createOutbound({ policy });
    await expect(outbound.send(request(mine.port))).rejects.toMatchObject({
      code: 'EGRESS_BLOCKED',
      detail: 'It moved.',
    });
    expect(asked).toEqual(['127.0.0.1']);
    expect(mine.requests).toEqual([]);
    await mine.close();
  });

  it('lets an allow-listed host and port through, and no other port of it', async () => {
    const mine = await startReceiver((socket) => socket.end(answerText(200, {}, 'reached')));
    const outbound = createOutbound({ policy: readEgressPolicy([`127.0.0.1:${mine.port}`]) });
    await expect(outbound.send(request(mine.port))).resolves.toMatchObject({ status: 200, body: 'reached' });
    await expect(outbound.send(request(receiver.port))).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    await outbound.close();
    await mine.close();
  });
});

/** A look-up that knows one name. */
function resolving(addresses: readonly string[]): LookupAll {
  return (_name, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
}

describe('what a connection allows', () => {
  it('opens its block for its own calls, and for no other connection, not even over a socket that is open', async () => {
    const mine = await startReceiver((socket) => socket.write(answerText(200, {}, 'reached')));
    const outbound = createOutbound({ policy: readEgressPolicy([]) });
    const allow = [`127.0.0.0/24:${mine.port}`];
    await expect(outbound.send(request(mine.port, { allow }))).resolves.toMatchObject({ status: 200 });
    await expect(outbound.send(request(mine.port))).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    const other = ['10.0.0.0/8'];
    await expect(outbound.send(request(mine.port, { allow: other }))).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(mine.connections()).toBe(1);
    await outbound.close();
    await mine.close();
  });

  it('counts for each address that a name resolves to', async () => {
    const allow = [`127.0.0.1:${receiver.port}`];
    const origin = `http://crm.example:${receiver.port}`;
    const send = (addresses: string[]) =>
      createOutbound({ policy: readEgressPolicy([]), lookup: resolving(addresses) }).send(
        request(0, { origin, allow }),
      );
    await expect(send(['127.0.0.1', '10.0.0.1'])).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(receiver.connections()).toBe(0);
    await expect(send(['127.0.0.1'])).resolves.toMatchObject({ body: 'reached' });
  });

  it.each(['0.0.0.0/0', '169.254.0.0/16', '169.254.169.254', '::/0', 'fd00::/8'])(
    'never opens the metadata of a cloud: %s',
    (block) => {
      const policy = readEgressPolicy([]).with([
        block,
        `${block.includes(':') ? `[${block.split('/')[0]}]` : block}:80`,
      ]);
      for (const hostname of ['169.254.169.254', 'fd00:ec2::254', '64:ff9b::a9fe:a9fe', '::ffff:a9fe:a9fe'])
        expect(policy.refusal({ hostname, port: 80 }), hostname).toMatch(/private/);
      for (const hostname of ['metadata.google.internal', 'METADATA.goog.'])
        expect(policy.refusal({ hostname, port: 80 }), hostname).toMatch(/private name/);
      expect(policy.addressRefusal('169.254.169.254', { hostname: 'evil.example', port: 80 })).toMatch(/private/);
    },
  );

  it.each(['crm.example', 'crm.example:80', '10.0.0.0/33', ''])(
    'is refused as a fault of the connection: "%s"',
    (text) => {
      expect(() => readEgressPolicy([]).with([text])).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    },
  );

  it('fails the call, and not the process, where it cannot be read', async () => {
    const outbound = createOutbound({ policy: readEgressPolicy([]) });
    const call = outbound.send(request(receiver.port, { allow: ['everything'] }));
    await expect(call).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('our own ports', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '0.0.0.0', '::ffff:127.0.0.1', '::', '2002:7f00:1::', '::7f00:1'])(
    'are refused at %s, whoever allows them',
    (address) => {
      const port = 4400;
      const entry = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
      const policy = readEgressPolicy([entry], () => [port]).with([entry]);
      expect(policy.addressRefusal(address, { hostname: 'crm.example', port })).toMatch(/Leadflow itself/);
      expect(policy.refusal({ hostname: address, port })).toMatch(/Leadflow itself/);
      expect(policy.refusal({ hostname: address, port: 4410 }) ?? '').not.toMatch(/Leadflow itself/);
    },
  );

  it('are refused at every address of this machine, and not at another one', () => {
    const ours = Object.values(networkInterfaces()).flatMap((each) => each?.map(({ address }) => address) ?? []);
    const policy = readEgressPolicy(['10.99.99.99:4400'], () => [4400]);
    for (const hostname of ours) expect(policy.refusal({ hostname, port: 4400 })).toMatch(/Leadflow itself/);
    expect(policy.refusal({ hostname: '10.99.99.99', port: 4400 })).toBeUndefined();
  });

  it('let nobody connect, though the operator allows every port of this machine', async () => {
    const policy = readEgressPolicy([`127.0.0.1:${receiver.port}`], () => [receiver.port]);
    const before = receiver.connections();
    const call = createOutbound({ policy }).send(request(receiver.port));
    await expect(call).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(receiver.connections()).toBe(before);
  });

  it('leave a database or a socket on the disk no way in either', async () => {
    const outbound = createOutbound({ policy: readEgressPolicy([]) });
    const toPostgres = request(0, { origin: 'http://127.0.0.1:5432' });
    await expect(outbound.send(toPostgres)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
    expect(() => originOf({ leadflow: 1, name: 'x', scheme: 'http', host: 'unix:/run/x.sock', endpoints: {} })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});

describe('the answers of a resolver', () => {
  it('are bounded: of five hundred good ones eight are tried', async () => {
    const handed: number[] = [];
    const lookup = guardedLookup(
      readEgressPolicy([]),
      { hostname: 'crm.example', port: 80 },
      resolving(Array.from({ length: 500 }, (_, i) => `93.184.${Math.floor(i / 250)}.${(i % 250) + 1}`)),
    );
    lookup('crm.example', { all: true }, (_error, addresses) => handed.push(addresses.length));
    expect(handed).toEqual([8]);
  });

  it.each([
    ['an alias of this machine', ['127.0.0.1']],
    ['IPv6 alone, and private', ['fd00::1']],
    ['IPv6 alone, of this machine', ['::1']],
  ])('are refused where they are %s', async (_what, addresses) => {
    const outbound = createOutbound({ policy: readEgressPolicy([]), lookup: resolving(addresses) });
    const call = outbound.send(request(0, { origin: 'http://alias.example' }));
    await expect(call).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
  });
});

describe('the egress policy', () => {
  const asks = (entries: string[], hostname: string, port: number) =>
    readEgressPolicy(entries).refusal({ hostname, port });

  it('lets public hosts through at the usual ports only', () => {
    expect(asks([], 'crm.example.com', 443)).toBeUndefined();
    expect(asks([], '93.184.216.34', 8443)).toBeUndefined();
    expect(asks([], 'crm.example.com', 22)).toMatch(/Port 22 .* crm\.example\.com:22/);
    expect(asks([], '93.184.216.34', 6379)).toMatch(/Port 6379/);
    expect(asks(['crm.example.com:9000'], 'CRM.example.com', 9000)).toBeUndefined();
  });

  it('reads blocks, blocks with a port, and IPv6', () => {
    expect(asks(['10.1.2.0/24'], '10.1.2.9', 443)).toBeUndefined();
    expect(asks(['10.1.2.0/24'], '10.1.2.9', 9000)).toMatch(/private/);
    expect(asks(['10.1.2.0/24:9000'], '10.1.2.9', 9000)).toBeUndefined();
    expect(asks(['10.1.2.0/24'], '10.1.3.9', 443)).toMatch(/private/);
    expect(asks(['fd00::/8'], 'fd00::1', 443)).toBeUndefined();
    expect(asks(['[fd00::1]:8080'], 'fd00::1', 8080)).toBeUndefined();
    expect(asks(['fd00::1'], 'fd00::1', 443)).toBeUndefined();
    expect(asks(['fd00::1'], 'fd00::2', 443)).toMatch(/private/);
  });

  it('does not open a port of a public address because some other host has it', () => {
    const policy = readEgressPolicy(['127.0.0.1:4410']);
    const target = { hostname: 'evil.example', port: 4410 };
    expect(policy.addressRefusal('93.184.216.34', target)).toMatch(/Port 4410/);
    expect(policy.addressRefusal('127.0.0.1', { hostname: 'localhost', port: 4410 })).toBeUndefined();
  });

  it.each(['http://crm', 'crm:0', 'crm:70000', '10.0.0.0/33', 'crm/24', 'a b', '*'])(
    'refuses the entry %s by name',
    (entry) => {
      expect(() => readEgressPolicy([entry])).toThrow(SettingError);
      expect(() => readEgressPolicy([entry])).toThrow(entry);
    },
  );
});
