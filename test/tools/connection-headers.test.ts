// Header rows of a connection: their places are filled as those of parameters are, and secrets in them stay masked.
import { describe, expect, it } from 'vitest';
import { preparedCall } from './prepared-call.ts';

const CANARY = 'canary-4711';

function sentWith(headers: { name: string; value: string }[]) {
  return preparedCall({
    connection: { tenant: 'cc-1001', host: 'crm.acme.example', fields: { key: 'secret:key', blank: ' ' }, headers },
    secrets: { key: CANARY },
  });
}

describe('a header row of a connection', () => {
  it('has its places filled, and one that comes to nothing is not sent', () => {
    const { headers, masked } = sentWith([
      { name: 'X-Tenant', value: '{tenant}@{host}' },
      { name: 'X-Blank', value: '{field.blank}' },
      { name: 'X-Json', value: '{"a":1}' },
      { name: 'X-Braces', value: '{{tenant}}' },
    ]);
    expect(masked.headers).toMatchObject({
      'X-Tenant': 'cc-1001@crm.acme.example',
      'X-Json': '{"a":1}',
      'X-Braces': '{tenant}',
    });
    expect(headers).not.toContain('X-Blank');
  });

  it('sends the secret of a field, and shows the mask', () => {
    const { headers, masked, secrets } = sentWith([{ name: 'X-Key', value: 'Key {field.key}' }]);
    expect(headers).toContain(`Key ${CANARY}`);
    expect(masked.headers['X-Key']).toBe('Key ••••');
    expect(secrets).toContain(CANARY);
  });

  it('takes no line break out of what a lead sends', () => {
    const make = () =>
      preparedCall({
        connection: { headers: [{ name: 'X-Name', value: '{body.name}' }] },
        call: { body: { name: 'a\r\nX-Evil: 1' } },
      });
    expect(make).toThrow(expect.objectContaining({ code: 'HEADER_INVALID' }));
  });
});
