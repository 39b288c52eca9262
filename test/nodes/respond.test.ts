// What the caller is told, and by whom it is decided.
import { describe, expect, it } from 'vitest';
import { respond } from '../../nodes/respond.ts';
import { runNode } from '../support/node-harness.ts';

const decision = { row: 1, key: 'status', found: 'NEW', createLead: true, status: '', addToDnc: false, success: true };

async function told(config: object) {
  const { result } = await runNode(respond, { config });
  expect(result.value).toEqual(result.answer);
  return result.answer;
}

describe('respond', () => {
  it('says success with the id of the run, when nothing is set', async () => {
    const run = '0195c0de-0000-7000-8000-000000000001';
    expect(await told({})).toEqual({ status: 200, success: true, body: { success: true, run } });
  });

  it('lets the decision win over the success that is set', async () => {
    expect(await told({ success: false, decision })).toMatchObject({ success: true });
    expect(await told({ success: true, decision: { ...decision, success: false } })).toMatchObject({ success: false });
  });

  it.each([
    ['True', true],
    ['no', false],
    [' FALSE ', false],
    [0, false],
    [1, true],
  ])('reads the success %j as %s', async (success, expected) => {
    expect(await told({ success })).toMatchObject({ success: expected });
  });

  it.each([undefined, null, '', 'toString', 2, {}, [true]])('does not guess success from %j', async (success) => {
    await expect(told({ success })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it('sends a body of its own as it is, with the status', async () => {
    const body = { result: 'ok', lead_id: '17' };
    expect(await told({ body, status: 201, message: 'not in it' })).toEqual({ status: 201, success: true, body });
  });

  it('leaves a blank message out', async () => {
    for (const message of [undefined, null, ' ']) expect((await told({ message }))?.body).not.toHaveProperty('message');
    expect((await told({ message: 17 }))?.body).toMatchObject({ message: '17' });
  });
});
