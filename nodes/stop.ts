// Stop: the end of a way, with the outcome that the run came to.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { choice, defineNode, fixedOrExpression } from './contract.ts';

const config = Type.Object(
  {
    outcome: choice(
      { accepted: 'Accepted', rejected: 'Rejected', error: 'Error' },
      {
        title: 'Outcome',
        description:
          'What the run came to. Rejected: the business said no. Error: something is broken and needs a person.',
        examples: ['rejected'],
      },
    ),
    reason: fixedOrExpression<Json | undefined>(
      Type.String({
        title: 'Reason',
        description: 'Why, in words for whoever reads the run: fixed text, or an expression after =.',
        examples: ['The state is not served', '="Not served: " & lead.state'],
      }),
    ),
  },
  { additionalProperties: false },
);

/** Ends the run: its value is {outcome, reason}. It has no exits; the port it leaves by is ''. */
export const stop = defineNode({
  type: 'stop',
  title: 'Stop',
  aka: [
    'End',
    'Reject',
    'Refuse',
    'Accept',
    'Stop and Error (n8n)',
    'Filter outcome: stop (LeadConduit)',
    'QA flag (Convertr)',
    'Hard fail (Convertr)',
    'Stop If (Convoso)',
    'Denied (Convoso)',
  ],
  about: 'Ends the run here, with an outcome and a reason.',
  category: 'end',
  effect: 'none',
  ports: [],
  needs: [],
  config,
  output: () => ({
    type: 'object',
    title: 'How the run ended',
    properties: {
      outcome: { enum: ['accepted', 'rejected', 'error'], title: 'Outcome' },
      reason: { type: 'string', title: 'Reason' },
    },
    required: ['outcome', 'reason'],
  }),
  run: ({ outcome, reason }) => {
    const words = reasonOf(reason, outcome);
    return { port: '', value: { outcome, reason: words }, outcome, reason: words };
  },
});

/** The reason as text. A run must not end without one, even where the expression found nothing to say. */
function reasonOf(reason: Json | undefined, outcome: string): string {
  const text = typeof reason === 'string' ? reason : JSON.stringify(reason ?? '');
  return reason === undefined || reason === null || text.trim() === '' ? `The flow ended the run as ${outcome}.` : text;
}
