// Wait for callback: lets the lead rest until a system outside calls the address that it was given, or a time is over.
import { type Static, Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { DURATION_PATTERN, durationOfField } from '../flows/language/duration.ts';
import { isoWords } from '../flows/language/zone.ts';
import { choice, defineNode, ERROR_PORT, expression, fixedOrExpression } from './contract.ts';
import type { Callback } from './tools.ts';

/** The longest wait, days. */
const LONGEST_DAYS = 30;
const DEFAULT_TIMEOUT = '24h';

const config = Type.Object(
  {
    timeout: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'At most',
          description:
            'How long to wait: a number with s, m, h or d for seconds, minutes, hours or days, up to 30 days. After that the lead goes on by “Timed out”.',
          examples: ['24h', '=vars.patience'],
          default: DEFAULT_TIMEOUT,
          minLength: 1,
          pattern: DURATION_PATTERN,
        }),
      ),
    ),
    wins: Type.Optional(
      choice(
        { first: 'The first one', last: 'The last one' },
        {
          title: 'If several come',
          description:
            'Which callback counts. The first: the lead goes on as soon as one comes. The last: it goes on when the time is over, with the newest.',
          examples: ['first'],
          default: 'first',
        },
      ),
    ),
    settle: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'Wait for more',
          description:
            'Where the last one counts: how long to wait for more after the first one came. Left empty: as long as above.',
          examples: ['5m'],
          minLength: 1,
          pattern: DURATION_PATTERN,
        }),
      ),
    ),
    sample: Type.Optional(
      expression<Json | undefined>({
        title: 'Test body',
        description: 'What a test lead gets as the body of its callback, at once: nobody is called for it.',
        examples: ['{"decision": "yes"}'],
      }),
    ),
  },
  { additionalProperties: false },
);

/** Waits for a callback: its value is the callback, or null where none came. Fails with CONFIG_INVALID. */
export const waitForCallback = defineNode({
  type: 'wait-for-callback',
  title: 'Wait for callback',
  aka: [
    'Callback',
    'Resume URL',
    'Wait for webhook',
    'Approval',
    'Asynchronous answer',
    'Webhook response',
    'Wait: on webhook call (n8n)',
    'Send and wait (n8n)',
    'Feedback (LeadConduit)',
    'Postback',
  ],
  about: 'Lets the lead rest until a system outside calls the address that an earlier step gave it, or a time is over.',
  category: 'logic',
  effect: 'wait',
  ports: [
    { always: { name: 'called', title: 'Called', about: 'A callback came; the value holds it.', required: true } },
    {
      always: {
        name: 'timed-out',
        title: 'Timed out',
        about: 'No callback came in time.',
        outcome: 'error',
        required: true,
      },
    },
    ERROR_PORT,
  ],
  needs: ['callback'],
  config,
  output: () => ({
    type: ['object', 'null'],
    title: 'The callback',
    properties: {
      receivedAt: { type: 'string', title: 'When it came' },
      type: { type: 'string', title: 'Media type of the body' },
      body: { title: 'Body, read where it is JSON, form or XML' },
      query: { type: 'object', title: 'Parameters of the address' },
      count: { type: 'integer', title: 'How many had come' },
      simulated: { type: 'boolean', title: 'Whether the lead was a test' },
    },
    required: ['receivedAt', 'type', 'body', 'query', 'count', 'simulated'],
  }),
  run: async (given, _view, tools) => {
    const wins = given.wins ?? 'first';
    const timeout = timeoutOf(given);
    const settle = settleOf(given);
    const callback = await tools.callback({
      wins,
      due: (now) => now + timeout,
      ...(wins === 'last' && settle !== undefined ? { settle } : {}),
    });
    if (!callback) return { port: 'timed-out', value: null, reason: `No callback came within ${waited(given)}.` };
    const value: Callback = callback.simulated ? { ...callback, body: given.sample ?? null } : callback;
    return { port: 'called', value, reason: reasonOf(value) };
  },
});

type Given = Static<typeof config>;

function timeoutOf(given: Given): number {
  const timeout = Object.hasOwn(given, 'timeout') && given.timeout !== '' ? given.timeout : DEFAULT_TIMEOUT;
  return durationOfField(timeout, { field: 'timeout', title: 'At most', longest: LONGEST_DAYS });
}

function settleOf(given: Given): number | undefined {
  if (!Object.hasOwn(given, 'settle') || given.settle === '') return undefined;
  return durationOfField(given.settle, { field: 'settle', title: 'Wait for more', longest: LONGEST_DAYS });
}

function waited({ timeout }: Given): string {
  return typeof timeout === 'string' && timeout !== '' ? timeout : DEFAULT_TIMEOUT;
}

function reasonOf({ receivedAt, count, simulated }: Callback): string {
  if (simulated) return 'A test lead is called back at once.';
  const at = isoWords(receivedAt);
  return count > 1 ? `The callback of ${at} counts, of ${count} that came.` : `A callback came at ${at}.`;
}
