// SOAP calls as a service takes them: both versions, with each kind of user token, against the simulated one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SoapOptions } from '../../flows/language/receivers.ts';
import { readEgressPolicy } from '../../server/tools/egress.ts';
import { createOutbound, type Outbound } from '../../server/tools/outbound.ts';
import { type Receiver, startReceiver } from '../simulators/receiver.ts';
import { SOAP_NAMESPACE, SOAP_USER } from '../simulators/soap.ts';
import { preparedCall } from './prepared-call.ts';

let receiver: Receiver;
let outbound: Outbound;
beforeAll(async () => {
  receiver = await startReceiver({ port: 0, quiet: true });
  outbound = createOutbound({ policy: readEgressPolicy([`127.0.0.1:${receiver.port}`]) });
});
afterAll(async () => {
  await outbound.close();
  await receiver.close();
});

function insert(soap: Partial<SoapOptions>, body: { [field: string]: string }, password = SOAP_USER.password) {
  const operation: SoapOptions = {
    operation: 'InsertLead',
    namespace: SOAP_NAMESPACE,
    action: `${SOAP_NAMESPACE}/InsertLead`,
    ...soap,
  };
  return outbound.send(
    preparedCall({
      endpoint: { path: '/soap/LeadService', send: 'soap', body: { soap: operation, cdata: ['Note'] } },
      call: { body },
      connection: { scheme: 'http', host: `127.0.0.1:${receiver.port}` },
      secrets: { soap: password },
    }),
  );
}

describe('a SOAP call', () => {
  const user = { name: SOAP_USER.name, secret: 'secret:soap' };

  it.each([
    ['1.1 with the password as text', { version: '1.1' as const, user }, '3105550121'],
    ['1.1 with a digest', { version: '1.1' as const, user: { ...user, digest: true } }, '3105550122'],
    ['1.2 with the password as text', { version: '1.2' as const, user }, '3105550123'],
    ['1.2 with a digest', { version: '1.2' as const, user: { ...user, digest: true } }, '3105550124'],
    ['1.1 with a prefixed operation', { user, operation: 'm:InsertLead' }, '3105550125'],
  ])('of version %s is accepted, its leading zeros and markup kept', async (_how, soap, Phone) => {
    const answer = await insert(soap, { Phone, Zip: '01234', Note: 'a <b> ]]> & "c"' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('<Status>ACCEPTED</Status>');
    expect(answer.body).toContain('<Zip>01234</Zip>');
    expect(answer.body).toContain('a &lt;b&gt; ]]&gt; &amp; ');
  });

  it('with the wrong password is refused, and the answer holds no trace of it', async () => {
    const answer = await insert({ user }, { Phone: '3105550126', Zip: '01234' }, 'not-the-password');
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('not-the-password');
  });
});
