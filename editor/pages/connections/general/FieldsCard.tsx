// The fields of a connection: what its template asks for, and those of its own that parameters read.
import { type ReactElement, useMemo, useState } from 'react';
import type { JsonObject } from '../../../../flows/language/document.ts';
import { isSame } from '../../../../flows/language/json.ts';
import type { TemplateParameter } from '../../../../flows/language/receivers.ts';
import { rowsOf } from '../../../kit/form-model.ts';
import { Card } from '../../../kit/Page.tsx';
import { SchemaForm } from '../../../kit/SchemaForm.tsx';
import type { SecretState } from '../../../types.ts';
import {
  type Fields,
  fieldsOfRows,
  ownFieldForm,
  ownFields,
  rowsOfFields,
  templateFieldForm,
  withSecretNames,
} from './field-form.ts';

interface FieldsCardProps {
  slug: string;
  fields: Fields;
  parameters: readonly TemplateParameter[];
  onChange: (fields: Fields) => void;
  isReadOnly: boolean;
  secrets: readonly SecretState[];
}

/** The card. */
export function FieldsCard(props: FieldsCardProps): ReactElement {
  const { slug, fields, parameters, onChange, isReadOnly, secrets } = props;
  const form = useMemo(() => templateFieldForm(parameters, slug), [parameters, slug]);
  const asked = Object.keys(form.properties ?? {});
  const own = ownFields(fields, parameters);
  const given = Object.fromEntries(asked.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
  return (
    <Card title="Fields" about="What differs from one customer to the next. Parameters of the endpoints send them.">
      <div className="lf-stack">
        {asked.length > 0 && (
          <SchemaForm
            schema={form}
            value={given}
            onChange={(next) => onChange({ ...textsOf(next), ...own })}
            check="left"
            readOnly={isReadOnly}
            secrets={secrets}
          />
        )}
        <OwnFields {...{ slug, own, isReadOnly, secrets }} onChange={(next) => onChange({ ...given, ...next })} />
      </div>
    </Card>
  );
}

interface OwnFieldsProps extends Pick<FieldsCardProps, 'slug' | 'onChange' | 'isReadOnly' | 'secrets'> {
  own: Fields;
}

/** The rows are kept as typed: one without a name, or a name twice, is not yet part of the document. */
function OwnFields({ slug, own, onChange, isReadOnly, secrets }: OwnFieldsProps): ReactElement {
  const [typed, setTyped] = useState<JsonObject[]>();
  const isOurs = typed !== undefined && isSame(fieldsOfRows(typed) ?? own, own);
  const rows = isOurs ? typed : rowsOfFields(own);
  const schema = useMemo(() => ownFieldForm(slug), [slug]);
  const names = rows.map(({ name }) => name);
  const problems = rows.flatMap(({ name }, index) =>
    name !== '' && names.indexOf(name) < index
      ? [{ field: `rows.${index}.name`, says: 'Another field has this name.' }]
      : [],
  );
  return (
    <SchemaForm
      schema={schema}
      value={{ rows }}
      onChange={(value) => {
        const next = withSecretNames(rowsOf(value.rows), slug);
        setTyped(next);
        const fields = fieldsOfRows(next);
        if (fields) onChange(fields);
      }}
      problems={problems}
      readOnly={isReadOnly}
      secrets={secrets}
    />
  );
}

/** Blank fields are left out: the template's default counts then. */
function textsOf(value: JsonObject): Fields {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (typeof each === 'string' && each !== '' ? [[name, each]] : [])),
  );
}
