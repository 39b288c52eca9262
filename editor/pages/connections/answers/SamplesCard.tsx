// The sample answers of an endpoint: what each was marked as, and whether the reading goes on saying so.
import type { ReactElement } from 'react';
import type { EndpointDocument, SampleAnswer } from '../../../../flows/language/receivers.ts';
import { Badge } from '../../../kit/Badge.tsx';
import { Button, IconButton } from '../../../kit/Button.tsx';
import { Card } from '../../../kit/Page.tsx';
import { Select } from '../../../kit/Select.tsx';
import { useReplay } from './answer-api.ts';
import { OUTCOME_WORDS, OUTCOMES } from './outcome-words.ts';
import { type MarkedAnswer, shortBody, withSamples } from './samples.ts';

interface SamplesCardProps {
  endpoint: EndpointDocument;
  onChange: (endpoint: EndpointDocument) => void;
  isReadOnly: boolean;
  onTry: (sample: SampleAnswer) => void;
  onLearn: () => void;
}

/** The card. */
export function SamplesCard({ endpoint, onChange, isReadOnly, onTry, onLearn }: SamplesCardProps): ReactElement {
  const { samples = [], answer = {}, receive } = endpoint;
  const read = useReplay({ samples, reading: answer, receive });
  const wrong = read.filter(({ same }) => !same).length;
  const set = (next: readonly MarkedAnswer[]): void => onChange(withSamples(endpoint, next));
  return (
    <Card
      title="Samples"
      about="Recorded answers with what they mean: the reading must go on saying so."
      actions={
        !isReadOnly && (
          <Button size="small" icon="bolt" onPress={onLearn}>
            Learn from answers
          </Button>
        )
      }
    >
      <div className="lf-stack">
        <p role="status" className={wrong > 0 ? 'lf-field__error' : 'lf-muted'}>
          {summaryOf(samples.length, wrong)}
        </p>
        {samples.length > 0 && (
          <ul className="lf-list lf-samples" aria-label="Samples">
            {samples.map((each, index) => (
              <SampleLine
                // biome-ignore lint/suspicious/noArrayIndexKey: a sample has no identity beside its place.
                key={index}
                sample={each}
                number={index + 1}
                reads={read[index]?.outcome}
                isReadOnly={isReadOnly}
                onTry={() => onTry(unmarked(each))}
                onMeans={(means) => set(samples.map((other, at) => (at === index ? { ...other, means } : other)))}
                onRemove={() => set(samples.filter((_, at) => at !== index))}
              />
            ))}
          </ul>
        )}
        <TestAnswer {...{ endpoint, onChange, isReadOnly, onTry }} />
      </div>
    </Card>
  );
}

/** What test leads are answered in the receiver's place; nothing where they are not. */
function TestAnswer(props: Omit<SamplesCardProps, 'onLearn'>): ReactElement | null {
  const { endpoint, onChange, isReadOnly, onTry } = props;
  const { sample, ...asked } = endpoint;
  if (!sample) return null;
  return (
    <div className="lf-row">
      <span>
        Test leads are answered{' '}
        <Badge tone="skip" icon={null}>
          {sample.status}
        </Badge>{' '}
        <code>{shortBody(sample.body)}</code>
      </span>
      <Button size="small" kind="quiet" onPress={() => onTry(sample)}>
        Show it
      </Button>
      {!isReadOnly && (
        <Button size="small" kind="quiet" icon="trash" onPress={() => onChange(asked)}>
          Ask the receiver instead
        </Button>
      )}
    </div>
  );
}

interface SampleLineProps {
  sample: MarkedAnswer;
  number: number;
  /** What the reading says of it now; undefined while that is not known. */
  reads: keyof typeof OUTCOME_WORDS | undefined;
  isReadOnly: boolean;
  onTry: () => void;
  onMeans: (means: MarkedAnswer['means']) => void;
  onRemove: () => void;
}

function SampleLine({ sample, number, reads, isReadOnly, onTry, onMeans, onRemove }: SampleLineProps): ReactElement {
  const { status, body, means } = sample;
  return (
    <li className="lf-sample">
      <button
        type="button"
        className="lf-sample__body"
        onClick={onTry}
        aria-label={`Try sample ${number}: ${status} ${shortBody(body)}`}
      >
        <Badge tone="skip" icon={null}>
          {status}
        </Badge>{' '}
        <code>{shortBody(body)}</code>
      </button>
      <Select
        label={`Sample ${number} means`}
        hideLabel
        options={OUTCOMES.map((id) => ({ id, label: OUTCOME_WORDS[id] }))}
        value={means}
        onChange={(id) => onMeans(OUTCOMES.find((each) => each === id) ?? means)}
        isReadOnly={isReadOnly}
      />
      {reads === undefined ? (
        <span className="lf-muted lf-small">Reading…</span>
      ) : isOtherwise(means, reads) ? (
        <Badge tone="err">{`Reads as ${OUTCOME_WORDS[reads].toLowerCase()}`}</Badge>
      ) : (
        <Badge tone="ok">As marked</Badge>
      )}
      {!isReadOnly && (
        <IconButton size="small" icon="trash" kind="danger" label={`Remove sample ${number}`} onPress={onRemove} />
      )}
    </li>
  );
}

function isOtherwise(means: string, reads: string | undefined): boolean {
  return reads !== undefined && reads !== means;
}

function summaryOf(count: number, wrong: number): string {
  if (count === 0) return 'None yet. Keep the answer that you try, or let the rules be learnt from several.';
  if (wrong === 0) return count === 1 ? 'It reads as it was marked.' : `All ${count} read as they were marked.`;
  return `${wrong} of ${count} ${wrong === 1 ? 'reads' : 'read'} otherwise than marked. Change the rules, or the mark.`;
}

function unmarked({ status, type, body }: MarkedAnswer): SampleAnswer {
  return type === undefined ? { status, body } : { status, type, body };
}
