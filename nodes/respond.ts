// Respond: tells the caller how it went. The run goes on after it.
import { Type } from 'typebox';
import type { Json, JsonObject } from '../flows/language/document.ts';
import { Failure } from '../flows/language/failures.ts';
import { defineNode, expression, fixedOrExpression } from './contract.ts';
import { decisionField, decisionOf } from './table.ts';

const config = Type.Object(
  {
    success: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.Boolean({
          title: 'Success',
          description:
            'Whether the caller is told success or failed: yes, no, or an expression after =. A decision goes first.',
          examples: [true, '=steps.create.did = "created"'],
          default: true,
        }),
      ),
    ),
    status: Type.Optional(
      Type.Integer({
        title: 'HTTP status',
        description:
          'The status of the answer. Most sources read the body and want 200 even for a lead that is refused.',
        examples: [200],
        default: 200,
        minimum: 200,
        maximum: 499,
      }),
    ),
    message: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'Message',
          description: 'A sentence for the caller: fixed text, or an expression after =. Blank: none.',
          examples: ['Thank you', '="Lead " & steps.create.leadId'],
        }),
      ),
    ),
    body: Type.Optional(
      expression<Json | undefined>({
        title: 'Body',
        description: 'The whole answer as an object. Left empty: success, the message and the id of the run.',
        examples: ['{"result": "ok", "lead_id": steps.create.leadId}'],
      }),
    ),
    decision: decisionField(
      'The value of a key/value table: the Success of the row that matched is what the caller is told.',
    ),
  },
  { additionalProperties: false },
);

/** Answers the caller: its value is {status, success, body}. Fails with CONFIG_INVALID. */
export const respond = defineNode({
  type: 'respond',
  title: 'Respond',
  aka: [
    'Answer',
    'Reply',
    'Return',
    'Respond to Webhook (n8n)',
    'http response (Node-RED)',
    'Success (Convoso)',
    'Source response (LeadConduit)',
    'Response Type (Gcalls)',
    'Posting response',
  ],
  about: 'Tells the caller success or failed, with a message or a body of your own; the run goes on.',
  category: 'end',
  effect: 'none',
  ports: [
    {
      always: {
        name: 'answered',
        title: 'Answered',
        about: 'The answer is settled; more steps may follow.',
        required: false,
      },
    },
  ],
  needs: [],
  config,
  output: () => ({
    type: 'object',
    title: 'The answer',
    properties: {
      status: { type: 'integer', title: 'HTTP status' },
      success: { type: 'boolean', title: 'Success' },
      body: { type: 'object', title: 'Body' },
    },
    required: ['status', 'success', 'body'],
  }),
  acts: 'success',
  run: (given, view) => {
    const { status = 200 } = given;
    const success = decisionOf(given)?.success ?? successOf(given);
    const message = textOf(given.message);
    const usual = { success, ...(message === '' ? {} : { message }), run: view.run.id };
    const body = 'body' in given ? objectOf(given.body) : usual;
    const answer = { status, success, body };
    return { port: 'answered', value: { ...answer }, answer };
  },
});

const WORDS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
};

/** A text such as "True" is what some receivers say for yes; it must not pass for yes by merely being there. */
function successOf(given: { success?: Json | undefined }): boolean {
  if (!('success' in given)) return true;
  const { success } = given;
  const word = typeof success === 'object' || success === undefined ? '' : String(success).trim().toLowerCase();
  const read = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (read !== undefined) return read;
  throw invalid('success', 'Success must come to true or false, or to the words yes or no.');
}

function objectOf(body: Json | undefined): JsonObject {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw invalid('body', 'The body must be an object, such as {"result": "ok"}.');
}

function textOf(message: Json | undefined): string {
  if (message === undefined || message === null) return '';
  return typeof message === 'string' ? message.trim() : JSON.stringify(message);
}

function invalid(field: string, says: string): Failure {
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field, says }] });
}
