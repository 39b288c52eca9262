// What the list of runs can be narrowed by.
import { lazy, type ReactElement, Suspense, useMemo } from 'react';
import { Button } from '../../kit/Button.tsx';
import { FilterSelect } from '../../kit/FilterSelect.tsx';
import type { Option } from '../../kit/Select.tsx';
import { SpanFilter } from '../../kit/SpanFilter.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { type UrlFilters, useAll } from '../../kit/use-list.ts';
import { usePauses } from '../../pausing/use-pauses.ts';
import { queueLabel } from '../../run/queue-words.ts';
import { runName } from '../../run/run-name.ts';
import { useNames } from '../../shell/use-names.ts';
import type { FlowSummary, Names, Pause, Source } from '../../types.ts';
import { queueOf } from './run-filters.ts';

/** The filters of the list, as the address and the API name them. */
export const RUN_FILTERS = [
  'q',
  'flow',
  'state',
  'outcome',
  'test',
  'source',
  'queue',
  'children',
  'span',
  'after',
  'before',
  'parent',
  'from',
] as const;
export type RunFilters = UrlFilters<(typeof RUN_FILTERS)[number]>;

/** It weighs a good part of the page: the list does not wait for it. */
const ComboBox = lazy(() => import('../../kit/ComboBox.tsx').then((file) => ({ default: file.ComboBox })));

const STATES = choices({ running: 'Running', waiting: 'Waiting', held: 'Held', finished: 'Finished' });
const OUTCOMES = choices({ accepted: 'Accepted', rejected: 'Rejected', error: 'Error', cancelled: 'Cancelled' });
const TESTS = choices({ false: 'Real leads only', true: 'Tests only' });
const CHILDREN = choices({ true: 'With child runs' });

function choices(words: Record<string, string>): { id: string; label: string }[] {
  return Object.entries(words).map(([id, label]) => ({ id, label }));
}

/** The filters, beside the search box. */
export function RunFilterFields({ filters, setFilter, setFilters }: RunFilters): ReactElement {
  const flows = useAll<FlowSummary>('/api/flows');
  const sources = useAll<Source>('/api/sources');
  const names = useNames();
  const pauses = usePauses();
  const options = useMemo(() => flows.map((flow) => ({ id: flow.slug, label: flow.name, hint: flow.slug })), [flows]);
  const queues = queueOptions(pauses, filters.queue, names);
  const filter = (name: 'state' | 'outcome' | 'test' | 'queue' | 'children') => ({
    value: filters[name],
    onChange: (id: string) => setFilter(name, id),
  });
  return (
    <>
      <NameFilter
        label="Flow"
        any="Any flow"
        options={options}
        value={filters.flow}
        onChange={(id) => setFilter('flow', id)}
      />
      <NameFilter
        label="Source"
        any="Any source"
        options={sources.map(({ id, name, flow }) => ({ id, label: name, hint: flow }))}
        value={filters.source}
        onChange={(id) => setFilter('source', id)}
      />
      <FilterSelect label="State" any="Any state" options={STATES} {...filter('state')} />
      <FilterSelect label="Outcome" any="Any outcome" options={OUTCOMES} {...filter('outcome')} />
      <SpanFilter filters={filters} setFilters={setFilters} />
      {queues.length > 0 && (
        <FilterSelect label="Waits for" any="Queued or not" options={queues} {...filter('queue')} />
      )}
      <FilterSelect label="Tests" any="Tests and real leads" options={TESTS} {...filter('test')} />
      <FilterSelect label="Child runs" any="Without child runs" options={CHILDREN} {...filter('children')} />
      <MadeFrom filters={filters} setFilter={setFilter} />
    </>
  );
}

interface NameFilterProps {
  label: string;
  any: string;
  options: readonly Option[];
  value: string;
  onChange: (id: string) => void;
}

/** A filter by one of many: found by typing a part of its name. */
function NameFilter({ any, ...props }: NameFilterProps): ReactElement {
  const soon = (
    <TextField label={props.label} hideLabel isReadOnly placeholder={any} value="" onChange={() => undefined} />
  );
  return (
    <Suspense fallback={soon}>
      <ComboBox hideLabel placeholder={any} {...props} />
    </Suspense>
  );
}

/** Filters that a link sets: there is no drop-down list for a run. */
function MadeFrom({ filters, setFilter }: Pick<RunFilters, 'filters' | 'setFilter'>): ReactElement {
  const words = { parent: 'Called by run', from: 'Made from run' };
  return (
    <>
      {(['parent', 'from'] as const).map(
        (name) =>
          filters[name] !== '' && (
            <Button key={name} kind="quiet" icon="cross" onPress={() => setFilter(name, '')}>
              {`${words[name]} ${runName(filters[name])}`}
            </Button>
          ),
      )}
    </>
  );
}

/** What is paused with runs waiting for it, and what the address names. */
function queueOptions(pauses: readonly Pause[], chosen: string, names: Names): { id: string; label: string }[] {
  const waiting = pauses.filter((pause) => pause.waiting > 0 || queueOf(pause) === chosen);
  const known = waiting.map((pause) => ({
    id: queueOf(pause),
    label: queueLabel(queueOf(pause), names),
    hint: `${pause.waiting.toLocaleString('en')} waiting`,
  }));
  return withChosen(known, chosen, (queue) => queueLabel(queue, names));
}

/** The options with the one that is chosen among them. */
function withChosen(options: readonly { id: string; label: string }[], chosen: string, words: (id: string) => string) {
  if (chosen === '' || options.some((option) => option.id === chosen)) return [...options];
  return [...options, { id: chosen, label: words(chosen) }];
}
