// The test box of the key/value table: an answer goes in, and what would happen comes out in words.
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { Decided } from '../../flows/language/decision.ts';
import type { Json } from '../../flows/language/document.ts';
import type { AnswerPreview } from '../types.ts';
import { Button } from './Button.tsx';
import { whatWouldHappen } from './decision-words.ts';
import { JsonView } from './JsonView.tsx';
import { Notice, ProblemNotice } from './Notice.tsx';
import { Segmented } from './Switch.tsx';
import { TextField } from './TextField.tsx';

/** An answer as it was pasted; `as` is the type chosen by hand, undefined for what it looks like. */
export interface Pasted {
  text: string;
  as: AnswerPreview['as'] | undefined;
}

/** What the box is given. */
export interface KeyValueTestProps {
  pasted: Pasted;
  onPasted: (pasted: Pasted) => void;
  /** How the answer reads, and what the table makes of it. */
  preview: AnswerPreview | undefined;
  decided: Decided | undefined;
  error: unknown;
  /** What the table was given in the last run; undefined where it had none. */
  lastInput?: (() => Promise<Json | undefined>) | undefined;
  /** What taking it is called, and what is said where there is nothing. */
  takes?: { label: string; nothing: string } | undefined;
}

const LAST_RUN = { label: 'Take what the last run had', nothing: 'No run has come to this table yet.' };

const TYPES = [
  { id: 'json', label: 'JSON' },
  { id: 'xml', label: 'XML' },
  { id: 'text', label: 'Text' },
] as const;

/** The box. The answer is read by the server, as a step reads it; the table decides by the code of the step. */
export function KeyValueTest(props: KeyValueTestProps): ReactElement {
  const { pasted, onPasted, preview, decided, error, lastInput, takes = LAST_RUN } = props;
  const take = useMutation({
    mutationFn: async () => (await lastInput?.()) ?? null,
    onSuccess: (found) => found !== null && onPasted({ text: JSON.stringify(found, null, 2), as: 'json' }),
  });
  return (
    <details className="lf-kv-test">
      <summary>Try it on an answer</summary>
      <div className="lf-stack lf-stack--tight">
        <TextField
          label="Answer of the receiver"
          description="Paste it as it came: JSON, XML or text. Nothing is sent, and nothing is kept."
          value={pasted.text}
          onChange={(text) => onPasted({ text, as: text === '' ? undefined : pasted.as })}
          rows={5}
          isMono
          placeholder={'{"success": true, "status": "DUP"}'}
        />
        <div className="lf-row">
          {preview && (
            <Segmented
              label="Read the answer as"
              hideLabel
              size="small"
              options={TYPES}
              value={preview.as}
              onChange={(id) => onPasted({ ...pasted, as: TYPES.find((type) => type.id === id)?.id })}
            />
          )}
          {lastInput && (
            <Button size="small" icon="history" isPending={take.isPending} onPress={() => take.mutate()}>
              {takes.label}
            </Button>
          )}
        </div>
        <div role="status" className="lf-stack lf-stack--tight">
          {take.data === null && <p className="lf-muted lf-small">{takes.nothing}</p>}
          {preview && !preview.ok && <Notice tone="warn" title={preview.says} />}
          {decided && (
            <Notice tone="run" title={whatWouldHappen(decided)}>
              {decided.reason}
            </Notice>
          )}
        </div>
        <ProblemNotice error={error ?? take.error} />
        {preview?.ok && <JsonView value={preview.data} label="The answer, read" openLevels={2} />}
      </div>
    </details>
  );
}
