// How the answer of an endpoint is read: the forms, and beside them a sample answer to try them on.
import { type FocusEvent, lazy, type ReactElement, Suspense, useState } from 'react';
import type { AnswerReading } from '../../../../flows/language/answer-reading.ts';
import type { EndpointDocument, SampleAnswer } from '../../../../flows/language/receivers.ts';
import { titleOfPath } from '../../../kit/form-model.ts';
import type { EndpointFormProps } from '../endpoints/EndpointForm.tsx';
import { AnswerForms } from './AnswerForms.tsx';
import { useReading } from './answer-api.ts';
import { meansForm, TAKEN_FORM, TYPE_FORM } from './answer-form.ts';
import { isPathField } from './answer-picks.ts';
import { SamplesCard } from './SamplesCard.tsx';
import { TryAnswer } from './TryAnswer.tsx';
import '../connections.css';

const LearnDialog = lazy(() => import('./LearnDialog.tsx').then((file) => ({ default: file.LearnDialog })));

/** The part of the form. */
export function AnswerTab({ slug, endpoint, onChange, holder, isReadOnly }: EndpointFormProps): ReactElement {
  const [sample, setSample] = useState<SampleAnswer>(() => firstSample(endpoint));
  const [field, setField] = useState<{ path: string; title: string }>();
  const [isLearning, setLearning] = useState(false);
  const reading = endpoint.answer ?? {};
  const setReading = (answer: AnswerReading): void => onChange(withReading(endpoint, answer));
  const onFocus = (event: FocusEvent): void => {
    const path = event.target.closest<HTMLElement>('[data-field]')?.dataset.field ?? '';
    if (isPathField(path)) setField({ path, title: titleOf(path, reading) });
  };
  const { found, error } = useReading({ sample, reading, receive: endpoint.receive });
  const kept = { endpoint, onChange, isReadOnly };
  return (
    <div className="lf-answer">
      <section className="lf-stack" aria-label="The reading" onFocus={onFocus}>
        <AnswerForms {...kept} faults={found?.faults ?? NONE} />
        <SamplesCard {...kept} onTry={setSample} onLearn={() => setLearning(true)} />
      </section>
      <TryAnswer
        {...kept}
        sample={sample}
        found={found}
        error={error}
        onSample={setSample}
        connection={holder.kind === 'connection' ? { slug: holder.slug, endpoint: slug } : undefined}
        field={field}
        onReading={setReading}
      />
      {isLearning && (
        <Suspense fallback={null}>
          <LearnDialog
            endpoint={endpoint}
            connection={holder.kind === 'connection' ? { slug: holder.slug, endpoint: slug } : undefined}
            onLearned={(answer, samples) => onChange({ ...withReading(endpoint, answer), samples })}
            onClose={() => setLearning(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

const NONE: readonly never[] = [];

/** The endpoint with another reading; one that says nothing is left out. */
function withReading(endpoint: EndpointDocument, answer: AnswerReading): EndpointDocument {
  const { answer: _, ...rest } = endpoint;
  return Object.keys(answer).length === 0 ? rest : { ...rest, answer };
}

function firstSample({ sample, samples = [] }: EndpointDocument): SampleAnswer {
  const [first] = samples;
  const { status, type, body } = sample ?? first ?? { status: 200, body: '' };
  return type === undefined ? { status, body } : { status, type, body };
}

/** "Rules, row 2, Path". */
function titleOf(path: string, { preset }: AnswerReading): string {
  const [top = ''] = path.split('.');
  const forms = [meansForm(preset), TAKEN_FORM, TYPE_FORM];
  return titleOfPath(forms.find((form) => top in (form.properties ?? {})) ?? TAKEN_FORM, path);
}
