// A filter by time: a span that ends now, or any from one moment to another.
import { type ReactElement, useMemo, useState } from 'react';
import { FilterSelect } from './FilterSelect.tsx';
import { FormDialog } from './FormDialog.tsx';
import { localText, momentOf, SPANS, withoutSpan } from './spans.ts';
import { TextField } from './TextField.tsx';

type Times = Record<'span' | 'after' | 'before', string>;

interface SpanFilterProps {
  filters: Times;
  setFilters: (times: Times) => void;
}

const BETWEEN = 'between';
const CHOSEN = 'chosen';

/** The filters as the API takes them; a span is worked out once, so that the list does not change with the clock. */
export function useApiQuery(filters: Readonly<Record<string, string>>): Record<string, string> {
  return useMemo(() => withoutSpan(filters, Date.now()), [filters]);
}

/** The drop-down list, and the dialog that it opens. */
export function SpanFilter({ filters, setFilters }: SpanFilterProps): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const { span, after, before } = filters;
  const isChosen = span === '' && (after !== '' || before !== '');
  const options = [
    ...SPANS,
    ...(isChosen ? [{ id: CHOSEN, label: rangeWords(after, before) }] : []),
    { id: BETWEEN, label: isChosen ? 'Other times…' : 'Between two times…' },
  ];
  const choose = (id: string): void => {
    if (id === BETWEEN) setAsking(true);
    else if (id !== CHOSEN) setFilters({ span: id, after: '', before: '' });
  };
  return (
    <>
      <FilterSelect label="Time" any="Any time" options={options} value={isChosen ? CHOSEN : span} onChange={choose} />
      {isAsking && (
        <RangeDialog
          times={filters}
          onChoose={(times) => {
            setFilters(times);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface RangeDialogProps {
  times: Times;
  onChoose: (times: Times) => void;
  onClose: () => void;
}

function RangeDialog({ times, onChoose, onClose }: RangeDialogProps): ReactElement {
  const [from, setFrom] = useState(localText(times.after));
  const [to, setTo] = useState(localText(times.before));
  const [after, before] = [momentOf(from), momentOf(to)];
  const isTurned = after !== '' && before !== '' && after >= before;
  const fault = isTurned ? 'This is before the beginning. Choose a later moment.' : undefined;
  return (
    <FormDialog
      title="Between two times"
      action="Show"
      isReady={!isTurned && (after !== '' || before !== '')}
      onSubmit={() => onChoose({ span: '', after, before })}
      onClose={onClose}
    >
      <TextField label="From" type="datetime-local" value={from} onChange={setFrom} autoFocus />
      <TextField
        label="To"
        type="datetime-local"
        value={to}
        onChange={setTo}
        error={fault}
        description={`Times are those of ${Intl.DateTimeFormat().resolvedOptions().timeZone}. One of the two is enough.`}
      />
    </FormDialog>
  );
}

function rangeWords(after: string, before: string): string {
  const words = new Intl.DateTimeFormat('en', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [from, to] = [Date.parse(after), Date.parse(before)];
  if (Number.isNaN(to)) return Number.isNaN(from) ? 'Other times' : `Since ${words.format(from)}`;
  return Number.isNaN(from) ? `Before ${words.format(to)}` : words.formatRange(from, to);
}
