// The key/value table as a field of a schema form, with its test box: its rows, and the sibling that holds *no match*.
import { type ReactElement, useMemo, useState } from 'react';
import { type Decided, decide } from '../../flows/language/decision.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { decisionRowOf, keysOf, tableRowOf } from './decision-words.ts';
import { useForm } from './form-context.ts';
import { NO_MATCH, rowsOf } from './form-model.ts';
import { choicesOf } from './form-options.ts';
import { KeyValueTable, type KeyValueTableProps } from './KeyValueTable.tsx';
import { KeyValueTest, type KeyValueTestProps, type Pasted } from './KeyValueTest.tsx';
import type { FieldControlProps } from './SchemaField.tsx';
import { useAnswerPreview } from './use-answer-preview.ts';
import { useOptions } from './use-options.ts';

/** The sibling that says where the keys are looked up. */
const LOOKS_IN = 'from';

/** The field. */
export function KeyValueField(
  props: FieldControlProps & { onSibling: (key: string, value: Json | undefined) => void },
): ReactElement {
  const { field, siblings, onChange, onSibling } = props;
  const { problems, isReadOnly, lastInput } = useForm();
  const noMatch = siblings[NO_MATCH];
  return (
    <TestedTable
      title={field.title}
      about={field.schema.description ?? ''}
      rows={rowsOf(siblings[field.key])}
      noMatch={typeof noMatch === 'object' && noMatch !== null && !Array.isArray(noMatch) ? noMatch : {}}
      onRows={onChange}
      onNoMatch={(value) => onSibling(NO_MATCH, value)}
      hasPorts
      problems={problems}
      isReadOnly={isReadOnly}
      path={field.path}
      lastInput={lastInput && (() => lastInput(LOOKS_IN))}
    />
  );
}

type TestedTableProps = Omit<KeyValueTableProps, 'statuses' | 'keys' | 'decided'> & {
  /** What the table was given in the last run. */
  lastInput?: (() => Promise<Json | undefined>) | undefined;
  takes?: KeyValueTestProps['takes'];
};

/** The table with its test box, for any host: a node, or a page of settings. */
export function TestedTable({ lastInput, takes, ...table }: TestedTableProps): ReactElement {
  const { rows, noMatch } = table;
  const [pasted, setPasted] = useState<Pasted>({ text: '', as: undefined });
  const { preview, error } = useAnswerPreview(pasted.text, pasted.as);
  const sample = preview?.ok ? preview.data : undefined;
  const statuses = useOptions({ source: 'statuses' }, { source: 'statuses', query: {}, missing: [] });
  const decided = useMemo(() => decidedOn(rows, noMatch, sample), [rows, noMatch, sample]);
  const keys = useMemo(
    () => keysOf(sample).map(({ path, holds }) => ({ id: path, label: path, hint: holds })),
    [sample],
  );
  return (
    <div className="lf-stack lf-stack--tight">
      <KeyValueTable {...table} statuses={choicesOf(statuses.options)} keys={keys} decided={decided} />
      <KeyValueTest {...{ pasted, preview, decided, error, lastInput, takes }} onPasted={setPasted} />
    </div>
  );
}

function decidedOn(rows: readonly JsonObject[], noMatch: JsonObject, sample: Json | undefined): Decided | undefined {
  if (sample === undefined) return undefined;
  return decide({ rows: rows.map(tableRowOf), noMatch: decisionRowOf(noMatch) }, sample);
}
