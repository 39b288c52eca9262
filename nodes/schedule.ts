// Schedule: the trigger that no source sends: a run begins at the times that a cron pattern names.
import { Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { choice, defineNode, expression } from './contract.ts';

const config = Type.Object(
  {
    cron: Type.String({
      title: 'When',
      description:
        'Minute, hour, day of the month, month and day of the week, with blanks between; * means every one. Five parts, as cron takes them.',
      examples: ['0 9 * * MON-FRI', '*/15 * * * *'],
      minLength: 1,
      maxLength: 200,
      'x-cron': true,
    }),
    zone: Type.Optional(
      Type.String({
        title: 'Time zone',
        description: 'Where those times are meant, by its IANA name. Left empty: the time zone of the flow.',
        examples: ['America/New_York'],
        maxLength: 100,
        'x-zone': true,
      }),
    ),
    lead: Type.Optional(
      expression<Json | undefined>({
        title: 'Lead',
        description:
          'The object that the flow gets as its lead, from trigger only. Left empty: an object without fields.',
        examples: ['{"report": "daily", "slot": trigger.slot}'],
      }),
    ),
    missed: Type.Optional(
      choice(
        { once: 'Run once for all of them', skip: 'Leave them out' },
        {
          title: 'Times that were missed',
          description: 'What happens after the server was down at one or more of these times.',
          examples: ['once'],
          default: 'once',
        },
      ),
    ),
  },
  { additionalProperties: false },
);

/** The trigger by the clock: its value is the lead that its own expression makes. */
export const schedule = defineNode({
  type: 'schedule',
  title: 'Schedule',
  aka: [
    'Cron',
    'Timer',
    'Recurring',
    'Every day',
    'Schedule trigger (n8n)',
    'inject (Node-RED)',
    'Schedule by Zapier',
    'Scheduled export (Convertr)',
    'Trigger',
    'Start',
  ],
  about: 'Starts a run at the times that a pattern names, in a time zone, once for each of them.',
  category: 'trigger',
  effect: 'trigger',
  ports: [{ always: { name: 'lead', title: 'Lead', about: 'The time has come.', required: true } }],
  needs: [],
  config,
  output: () => ({ type: 'object', title: 'The lead' }),
  run: (_config, view) => ({ port: 'lead', value: view.lead }),
});
