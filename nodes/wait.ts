// Wait: lets the lead rest, for a while or until a time of day or a date, however often the server restarts meanwhile.
import { type Static, Type } from 'typebox';
import type { Json } from '../flows/language/document.ts';
import { DURATION_PATTERN, durationOfField } from '../flows/language/duration.ts';
import { Failure } from '../flows/language/failures.ts';
import {
  isoOf,
  isoWords,
  isZone,
  nextTimeOfDay,
  readMoment,
  readTimeOfDay,
  type Weekday,
} from '../flows/language/zone.ts';
import { choice, defineNode, ERROR_PORT, fixedOrExpression } from './contract.ts';

/** The longest wait, days: a little over a year. */
const LONGEST_DAYS = 400;
const MS_A_DAY = 86_400_000;

const DAYS: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

const config = Type.Object(
  {
    for: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'For how long',
          description:
            'A number with s, m, h or d for seconds, minutes, hours or days. Give this, or a time to wait until.',
          examples: ['15m', '=$string(vars.hours) & "h"'],
          minLength: 1,
          pattern: DURATION_PATTERN,
        }),
      ),
    ),
    until: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'Until',
          description:
            'A time of day such as 09:00, which means the next time that the clock shows it, or a date such as 2026-03-01T09:00. What has passed already does not wait.',
          examples: ['09:00', '=lead.callback_at'],
          minLength: 1,
          pattern: '^(([01]?\\d|2[0-3]):[0-5]\\d|\\d{4}-\\d\\d-\\d\\d([T ].*)?)$',
        }),
      ),
    ),
    days: Type.Optional(
      Type.Array(choice(DAYS, {}), {
        title: 'On these days',
        description: 'For a time of day: the days of the week on which the lead may go on. Left empty: any day.',
        examples: [['mon', 'tue', 'wed', 'thu', 'fri']],
        maxItems: 7,
        uniqueItems: true,
      }),
    ),
    zone: Type.Optional(
      fixedOrExpression<Json | undefined>(
        Type.String({
          title: 'Time zone',
          description: 'Where that time of day is meant, by its IANA name. Left empty: the time zone of the flow.',
          examples: ['America/New_York', '=lead.time_zone'],
          maxLength: 100,
          'x-zone': true,
        }),
      ),
    ),
  },
  { additionalProperties: false, 'x-one-of': ['for', 'until'] },
);

/** Waits: its value is {from, until}. Fails with CONFIG_INVALID where the time or its zone cannot be read. */
export const wait = defineNode({
  type: 'wait',
  title: 'Wait',
  aka: [
    'Delay',
    'Sleep',
    'Pause',
    'Timer',
    'Wait (n8n)',
    'delay (Node-RED)',
    'Delay by Zapier',
    'Delay until (Zapier)',
    'Delay action (Convoso Workflow)',
    'Schedule for later',
    'Business hours',
  ],
  about: 'Lets the lead rest for a while, or until a time of day or a date, and then goes on.',
  category: 'logic',
  effect: 'wait',
  ports: [{ always: { name: 'done', title: 'Done', about: 'The time has come.', required: true } }, ERROR_PORT],
  needs: ['sleep'],
  config,
  output: () => ({
    type: 'object',
    title: 'The wait',
    properties: {
      from: { type: 'string', title: 'When it began' },
      until: { type: 'string', title: 'When the lead was to go on' },
    },
    required: ['from', 'until'],
  }),
  run: async (given, view, tools) => {
    const due = dueOf(given, view.flow.zone);
    const { from, until } = await tools.sleep((now) => notTooFar(due(now), now));
    const value = { from: isoOf(from), until: isoOf(until) };
    return { port: 'done', value, reason: reasonOf(value, view.run.test) };
  },
});

type Given = Static<typeof config>;

function dueOf(given: Given, flowZone: string): (now: number) => number {
  if (isSet(given, 'for')) {
    const ms = durationOfField(given.for, { field: 'for', title: 'For how long', longest: LONGEST_DAYS });
    return (now) => now + ms;
  }
  if (!isSet(given, 'until'))
    throw wrong('for', 'There is neither a length of time to wait for nor a time to wait until.');
  const zone = zoneOf(given, flowZone);
  const text = typeof given.until === 'string' ? given.until : '';
  const time = readTimeOfDay(text);
  if (time) return (now) => nextTimeOfDay(time, { from: now, zone, days: given.days ?? [] });
  const moment = readMoment(text, zone);
  if (moment === undefined) {
    const found = given.until === undefined || given.until === null ? 'it has no value' : `it is ${shown(given.until)}`;
    throw wrong('until', `“Until” is not a time: ${found}. Write it like 09:00 or 2026-03-01T09:00.`);
  }
  return () => moment;
}

/** A field that is set and yields nothing is not one that was left empty. */
function isSet(given: Given, field: 'for' | 'until' | 'zone'): boolean {
  return Object.hasOwn(given, field) && given[field] !== '';
}

function zoneOf(given: Given, flowZone: string): string {
  const zone = isSet(given, 'zone') ? given.zone : flowZone;
  if (typeof zone === 'string' && isZone(zone)) return zone;
  const found = zone === undefined || zone === null ? 'it has no value' : `${shown(zone)} is not known`;
  throw wrong('zone', `“Time zone”: ${found}. Write it like America/New_York.`);
}

function notTooFar(due: number, now: number): number {
  if (due - now <= LONGEST_DAYS * MS_A_DAY) return due;
  throw wrong('until', `“Until” is ${isoWords(isoOf(due))}, and ${LONGEST_DAYS} days are the longest wait.`);
}

function wrong(field: string, says: string): Failure {
  return new Failure('CONFIG_INVALID', { detail: says, fields: [{ field, says }] });
}

function shown(value: Json): string {
  return JSON.stringify(value).slice(0, 60);
}

function reasonOf({ from, until }: { from: string; until: string }, test: boolean): string {
  const words = isoWords(until);
  if (until <= from) return `${words} had passed already.`;
  return test ? `A test lead does not wait; others go on at ${words}.` : `Waited until ${words}.`;
}
