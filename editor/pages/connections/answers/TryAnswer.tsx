// A sample answer, and live beside the forms: what it means, which rule decided, and its keys to take paths from.
import { type ReactElement, useState } from 'react';
import type { AnswerOutcome, AnswerReading } from '../../../../flows/language/answer-reading.ts';
import type { EndpointDocument, SampleAnswer } from '../../../../flows/language/receivers.ts';
import { Button } from '../../../kit/Button.tsx';
import { Menu } from '../../../kit/Menu.tsx';
import { ProblemNotice } from '../../../kit/Notice.tsx';
import { Card } from '../../../kit/Page.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import type { ReadingPreview } from '../../../types.ts';
import { AnswerTree } from './AnswerTree.tsx';
import { type Picked, usesOf } from './answer-picks.ts';
import { FoundNotice } from './FoundNotice.tsx';
import { OUTCOME_WORDS, OUTCOMES } from './outcome-words.ts';
import { type LoggedAt, RecordedMenu } from './RecordedMenu.tsx';
import { withSample } from './samples.ts';

interface TryAnswerProps {
  endpoint: EndpointDocument;
  onChange: (endpoint: EndpointDocument) => void;
  onReading: (reading: AnswerReading) => void;
  isReadOnly: boolean;
  sample: SampleAnswer;
  onSample: (sample: SampleAnswer) => void;
  /** How the sample reads; undefined while there is none. */
  found: ReadingPreview | undefined;
  error: unknown;
  /** Where answers were recorded; undefined for a template, which makes no calls. */
  connection: LoggedAt | undefined;
  /** The path field that had the focus last. */
  field: { path: string; title: string } | undefined;
}

/** The card. Nothing is sent, and nothing is kept unless somebody says so. */
export function TryAnswer(props: TryAnswerProps): ReactElement {
  const { endpoint, onReading, isReadOnly, sample, onSample, found, error, connection, field } = props;
  const [picked, setPicked] = useState<Picked>();
  const { answer: reading = {} } = endpoint;
  const switchTo = found?.switchTo;
  return (
    <aside className="lf-answer__try">
      <Card
        title="Try it"
        about="Paste an answer of the receiver; nothing is sent."
        actions={<RecordedMenu at={connection} onPick={onSample} />}
      >
        <div className="lf-stack">
          <SampleFields sample={sample} onSample={onSample} />
          <div role="status" className="lf-stack lf-stack--tight">
            {found && <FoundNotice found={found} />}
            {switchTo && !isReadOnly && (
              <div>
                <Button size="small" onPress={() => props.onChange({ ...endpoint, receive: switchTo })}>
                  {`Take ${switchTo.toUpperCase()} as the response type`}
                </Button>
              </div>
            )}
          </div>
          <ProblemNotice error={error} />
          {found && found.outcome !== 'unreadable' && (
            <AnswerTree data={found.data} picked={picked?.path} onPick={setPicked} />
          )}
          {picked && found && !isReadOnly && (
            <PickedUses picked={picked} field={field} onUse={(apply) => onReading(apply(reading))} />
          )}
          {sample.body.trim() !== '' && !isReadOnly && <KeepSample {...props} />}
        </div>
      </Card>
    </aside>
  );
}

function SampleFields({ sample, onSample }: Pick<TryAnswerProps, 'sample' | 'onSample'>): ReactElement {
  const { type: _, ...untyped } = sample;
  return (
    <>
      <TextField
        label="Answer"
        value={sample.body}
        onChange={(body) => onSample({ ...sample, body })}
        rows={5}
        isMono
        placeholder={'{"success": true, "id": 4711}'}
      />
      <div className="lf-answer__kind">
        <TextField
          label="Status"
          inputMode="numeric"
          value={String(sample.status)}
          onChange={(text) => onSample({ ...sample, status: statusOf(text) })}
        />
        <TextField
          label="Content type"
          placeholder="application/json"
          value={sample.type ?? ''}
          onChange={(type) => onSample(type === '' ? untyped : { ...sample, type })}
        />
      </div>
    </>
  );
}

interface PickedUsesProps {
  picked: Picked;
  field: TryAnswerProps['field'];
  onUse: (apply: (reading: AnswerReading) => AnswerReading) => void;
}

function PickedUses({ picked, field, onUse }: PickedUsesProps): ReactElement {
  return (
    <fieldset className="lf-answer__uses" aria-label={`Use the path ${picked.path}`}>
      <p className="lf-small">
        <code>{picked.path}</code> as
      </p>
      <div className="lf-row">
        {usesOf(picked, field).map(({ id, label, apply }, index) => (
          <Button key={id} size="small" kind={index === 0 ? 'plain' : 'quiet'} onPress={() => onUse(apply)}>
            {label}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

/** Keeps the answer with what it means, or as the one that test leads get. */
function KeepSample({ endpoint, onChange, sample }: TryAnswerProps): ReactElement {
  const keep = (means: AnswerOutcome): void => onChange(withSample(endpoint, { ...sample, means }));
  return (
    <div className="lf-row">
      <Menu
        label="Keep as a sample"
        showLabel
        kind="plain"
        size="small"
        icon="plus"
        actions={OUTCOMES.map((means) => ({
          id: means,
          label: `It means: ${OUTCOME_WORDS[means]}`,
          onAction: () => keep(means),
        }))}
      />
      <Button size="small" kind="quiet" onPress={() => onChange({ ...endpoint, sample })}>
        Answer test leads with it
      </Button>
    </div>
  );
}

/** A status as far as it is typed; what is no number is none. */
function statusOf(text: string): number {
  const value = Number.parseInt(text.slice(0, 3), 10);
  return Number.isFinite(value) ? value : 0;
}
