// Makes a self-signed certificate, so that the TLS tests need no key in the repository and no tool on the machine.
import { generateKeyPairSync, sign } from 'node:crypto';

/** A fresh certificate for the name, valid between the two years, with its key. Both PEM. */
export function selfSigned(name: string, years: { from: number; to: number }): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // ecdsa-with-SHA256; RFC 5280 section 4.1 gives the shape.
  const algorithm = sequence(tagged(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const commonName = sequence(tagged(0x06, [0x55, 0x04, 0x03]), tagged(0x0c, Buffer.from(name)));
  const issuer = sequence(tagged(0x31, commonName));
  const time = (year: number) => tagged(0x18, Buffer.from(`${year}0101000000Z`));
  const body = sequence(
    tagged(0xa0, tagged(0x02, [2])),
    tagged(0x02, [1]),
    algorithm,
    issuer,
    sequence(time(years.from), time(years.to)),
    issuer,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = certificate.toString('base64').replace(/(.{64})/g, '$1\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

/** One DER value: tag, length, content. */
function tagged(tag: number, content: readonly number[] | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const { length } = bytes;
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), bytes]);
}
