// What the API says is wrong with a document.
import { Type } from 'typebox';
import type { Problem as ProblemType } from '../../flows/language/catalogue.ts';
import { choice, fromLanguage } from './schema-parts.ts';

const text = Type.String();

/** One thing that is wrong with a flow, a connection or a template. */
export const Problem = fromLanguage<ProblemType>(
  'Problem',
  { file: 'catalogue' },
  Type.Object({
    code: text,
    severity: choice(['error', 'warning']),
    node: Type.Optional(text),
    field: Type.Optional(text),
    edge: Type.Optional(text),
    says: text,
    remedy: text,
  }),
);
