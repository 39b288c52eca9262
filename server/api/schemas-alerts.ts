// What the API says of alerts: where they go, and the incidents that they tell of.
import { Type } from 'typebox';
import { choice, named, orNull, time } from './schema-parts.ts';

const text = Type.String();

/** Where alerts are sent. */
export const AlertChannel = named(
  'AlertChannel',
  Type.Object({
    id: text,
    kind: choice(['webhook', 'email']),
    target: Type.String({
      description:
        'An e-mail address, or a URL: of a long one the middle is left out, since who knows it can post there.',
    }),
    enabled: Type.Boolean(),
    failed: orNull(text),
    toldAt: orNull(time),
  }),
);

/** What alerts are sent with: settings of the server. */
export const AlertSettings = named(
  'AlertSettings',
  Type.Object({
    smtp: Type.Object({ set: Type.Boolean(), host: orNull(text), from: orNull(text) }),
    publicUrl: orNull(text),
  }),
);

/** Incidents of one kind at one place, counted. */
export const Incident = named(
  'Incident',
  Type.Object({
    kind: choice(['held', 'unknown', 'unrecognised', 'receiver', 'paused', 'locked', 'list']),
    flow: text,
    node: text,
    code: text,
    about: Type.String({ description: "The connection, origin or DNC list, or ''." }),
    says: text,
    run: Type.String({ description: 'The newest run that met it.' }),
    count: Type.Integer(),
    told: Type.Integer({ description: 'Of `count`, how many an alert has told of.' }),
    firstAt: time,
    lastAt: time,
    toldAt: orNull(time),
  }),
);
