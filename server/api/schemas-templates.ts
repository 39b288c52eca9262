// What the API says of templates: what systems offer, and the connections made from them.
import { Type } from 'typebox';
import { TEMPLATE_SCHEMA } from '../../flows/language/receiver-schemas.ts';
import type { TemplateDocument as TemplateType } from '../../flows/language/receivers.ts';
import { choice, fromLanguage, named, orNull, time } from './schema-parts.ts';
import { Problem } from './schemas-problems.ts';

const text = Type.String();
const loose = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) });

/** A template as its file says it. */
export const TemplateDocument = fromLanguage<TemplateType>(
  'TemplateDocument',
  { file: 'receivers', loose },
  Type.Unsafe<TemplateType>({ ...TEMPLATE_SCHEMA }),
);

/** A line of the list of templates. */
export const TemplateSummary = named(
  'TemplateSummary',
  Type.Object({
    slug: text,
    name: text,
    label: text,
    type: choice(['crm', 'sms', 'other']),
    description: text,
    public: Type.Boolean({ description: 'False where only the connections that it names may use it.' }),
    endpoints: Type.Integer(),
    parameters: Type.Integer(),
    checkedAgainst: Type.Array(text, { description: 'The public facts that it was checked against.' }),
    usedBy: Type.Array(text, { description: 'Slugs of connections made from it.' }),
    problems: Type.Integer(),
    changedAt: orNull(time),
    hash: text,
  }),
);

/** A shipped template that the workspace does not have. */
export const ReadyTemplate = named(
  'ReadyTemplate',
  Type.Object({
    slug: text,
    label: text,
    type: choice(['crm', 'sms', 'other']),
    description: text,
    endpoints: Type.Integer(),
    checkedAgainst: Type.Array(text, { description: 'The public facts that it was checked against.' }),
    adaptors: Type.Array(text, { description: 'Adaptors that come with it, of those that are not there already.' }),
  }),
);

const connectionOfTemplate = Type.Object({ slug: text, name: text, tenant: text, host: text, description: text });
/** One template, with the connections made from it. */
export const TemplateDetail = named(
  'TemplateDetail',
  Type.Object({
    slug: text,
    hash: text,
    usedBy: Type.Array(text, { description: 'Slugs of connections made from it.' }),
    changedAt: orNull(time),
    document: TemplateDocument,
    connections: Type.Array(connectionOfTemplate),
    problems: Type.Array(Problem),
  }),
);
