// What the caller is told.
import type { NodeCases } from '../../support/node-harness.ts';

const no = { row: 2, key: 'status', found: 'DUP', createLead: false, status: '', addToDnc: false, success: false };

export const cases: NodeCases = {
  declared: {
    success: true,
    status: 200,
    message: 'Thank you',
    body: '{"result": "ok"}',
    decision: 'steps.table',
  },
  happy: [
    {
      name: 'success, with a message',
      config: { message: 'Thank you' },
      port: 'answered',
      value: {
        status: 200,
        success: true,
        body: { success: true, message: 'Thank you', run: '0195c0de-0000-7000-8000-000000000001' },
      },
    },
  ],
  rejected: [
    {
      name: 'failed, as the table says',
      config: { success: true, decision: no },
      port: 'answered',
      value: { status: 200, success: false, body: { success: false } },
    },
  ],
  failure: [
    {
      name: 'a success that is neither yes nor no',
      config: { success: 'perhaps' },
      fails: 'CONFIG_INVALID',
      says: 'true or false',
    },
    { name: 'a body that is no object', config: { body: 'ok' }, fails: 'CONFIG_INVALID', says: 'must be an object' },
  ],
};
