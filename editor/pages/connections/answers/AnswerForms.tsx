// The forms of an answer's reading: what it is, what it means, what is taken out of it.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../../../flows/language/catalogue.ts';
import type { JsonObject } from '../../../../flows/language/document.ts';
import type { EndpointDocument } from '../../../../flows/language/receivers.ts';
import type { FormProblem } from '../../../kit/form-model.ts';
import { Card } from '../../../kit/Page.tsx';
import { SchemaForm } from '../../../kit/SchemaForm.tsx';
import { partOf, withPart } from '../endpoints/shaped.ts';
import { meansForm, TAKEN_FORM, TYPE_FORM } from './answer-form.ts';

interface AnswerFormsProps {
  endpoint: EndpointDocument;
  onChange: (endpoint: EndpointDocument) => void;
  isReadOnly: boolean;
  /** What is wrong with the reading, by its field. */
  faults: readonly FormProblem[];
}

/** The cards. */
export function AnswerForms({ endpoint, onChange, isReadOnly, faults }: AnswerFormsProps): ReactElement {
  const { answer = {} } = endpoint;
  const means = meansForm(answer.preset);
  const set = (schema: JsonSchema) => (value: JsonObject) => onChange(withAnswer(endpoint, schema, value));
  const common = { check: 'left' as const, readOnly: isReadOnly, problems: faults };
  return (
    <>
      <Card title="What comes">
        <SchemaForm
          schema={TYPE_FORM}
          value={{ ...partOf(answer, TYPE_FORM), receive: endpoint.receive ?? 'json' }}
          onChange={({ receive, ...value }) => onChange(withAnswer(withReceive(endpoint, receive), READ_AS, value))}
          {...common}
        />
      </Card>
      <Card title="What it means" about="Accepted, rejected by the receiver, or an error; always with what decided.">
        <SchemaForm schema={means} value={partOf(answer, means)} onChange={set(means)} {...common} />
      </Card>
      <Card title="What is taken out of it">
        <SchemaForm schema={TAKEN_FORM} value={partOf(answer, TAKEN_FORM)} onChange={set(TAKEN_FORM)} {...common} />
      </Card>
    </>
  );
}

const { receive: _, ...READING_PARTS } = TYPE_FORM.properties ?? {};
const READ_AS: JsonSchema = { type: 'object', properties: READING_PARTS };

function withAnswer(endpoint: EndpointDocument, schema: JsonSchema, value: JsonObject): EndpointDocument {
  const { answer, ...rest } = endpoint;
  const next = withPart(answer ?? {}, schema, value);
  return Object.keys(next).length === 0 ? rest : { ...rest, answer: next };
}

function withReceive(endpoint: EndpointDocument, value: unknown): EndpointDocument {
  const { receive: _, ...rest } = endpoint;
  const receive = (['json', 'xml', 'text', 'html'] as const).find((each) => each === value);
  return receive === undefined ? rest : { ...rest, receive };
}
