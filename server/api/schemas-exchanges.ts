// What the API says of calls to a receiver: the log of a connection, one exchange in full, and a test of an endpoint.
import { type Static, Type } from 'typebox';
import { choice, json, jsonObject, named, orNull, time } from './schema-parts.ts';
import { MaskedRequest, RemoteAnswer } from './schemas-runs.ts';

const text = Type.String();
const whole = Type.Integer();

/** What an exchange came to: what its reading said, or why there was nothing to read. `answered`: nothing has read it. */
export const ExchangeResult = named(
  'ExchangeResult',
  choice([
    'accepted',
    'rejected',
    'error',
    'unrecognised',
    'unreadable',
    'answered',
    'not-sent',
    'unknown',
    'under-way',
  ]),
);

const line = {
  id: text,
  at: time,
  phone: text,
  endpoint: Type.String({ description: 'Short name of the endpoint; empty where it is not known any more.' }),
  status: orNull(Type.Integer({ description: 'HTTP status; null where no answer came.' })),
  result: ExchangeResult,
  reason: text,
  ms: orNull(Type.Number({ description: 'Milliseconds until the answer was there.' })),
  test: Type.Boolean({ description: 'True for a test of the endpoint, and for a call of a test run.' }),
  run: orNull(Type.String({ description: 'The run that made the call; null for a test of the endpoint.' })),
  flow: orNull(text),
  node: orNull(text),
  attempt: whole,
  by: orNull(Type.String({ description: 'Who tested the endpoint; null for a call of a run.' })),
};
/** A line of the log of a connection. */
export const ExchangeLine = named('ExchangeLine', Type.Object(line));

/** What an answer means as its endpoint reads it, and what decided that. */
export const AnswerFound = named(
  'AnswerFound',
  Type.Object({
    outcome: choice(['accepted', 'rejected', 'error', 'unrecognised', 'unreadable']),
    rule: Type.String({ description: 'What decided, in words.' }),
    reasons: Type.Array(text),
    warnings: Type.Array(text),
    price: orNull(Type.Number()),
    reference: text,
    captures: jsonObject,
    as: Type.String({ description: 'The type that it was read as.' }),
    data: json,
    says: Type.String({ description: 'What is odd about it, e.g. a declared type that does not fit; else empty.' }),
    switchTo: orNull(choice(['json', 'xml', 'text', 'html'], 'The type to declare instead, where another one fits.')),
  }),
);

/** Why a call came to nothing, and what to do about it. */
export const ExchangeFault = named(
  'ExchangeFault',
  Type.Object({ code: text, says: text, remedy: text, sent: choice(['no', 'unknown']) }),
);

/** One exchange in full. `lead` is what it was made from, where that is still known. */
export const ExchangeDetail = named(
  'ExchangeDetail',
  Type.Object({
    ...line,
    lead: orNull(jsonObject),
    request: orNull(MaskedRequest),
    answer: orNull(RemoteAnswer),
    fault: orNull(ExchangeFault),
    found: orNull(AnswerFound),
  }),
);

/** What a test came to. Without `sent`, nothing left: it was only looked at, or could not be sent. */
export const EndpointTest = named(
  'EndpointTest',
  Type.Object({
    id: orNull(Type.String({ description: 'The entry in the log; null where nothing was to be sent.' })),
    sent: Type.Boolean(),
    ms: Type.Number({ description: 'Milliseconds that the whole test took.' }),
    made: Type.Union([json, Type.Null()], { description: 'What the adaptor made of the lead.' }),
    kept: Type.Array(Type.Object({ name: text, endpoint: text, at: time }), {
      description: 'The kept results that went into the call: what these endpoints were answered last.',
    }),
    request: orNull(MaskedRequest),
    answer: orNull(RemoteAnswer),
    fault: orNull(ExchangeFault),
    found: orNull(AnswerFound),
  }),
);

/** What a receiver must let in. */
export const Egress = named(
  'Egress',
  Type.Object({
    addresses: Type.Array(text, {
      description: 'Addresses and blocks that our calls come from, as the operator says.',
    }),
    proxy: orNull(Type.String({ description: 'The proxy that calls go through, without its credentials.' })),
  }),
);

/** ExchangeLine as a type. */
export type ExchangeLineView = Static<typeof ExchangeLine>;
/** AnswerFound as a type. */
export type AnswerFoundView = Static<typeof AnswerFound>;
/** ExchangeFault as a type. */
export type ExchangeFaultView = Static<typeof ExchangeFault>;
