// What the list of leads can be narrowed by.
import { lazy, type ReactElement, Suspense } from 'react';
import { Button } from '../../kit/Button.tsx';
import { FilterSelect } from '../../kit/FilterSelect.tsx';
import type { Option } from '../../kit/Select.tsx';
import { SpanFilter } from '../../kit/SpanFilter.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { type UrlFilters, useAll } from '../../kit/use-list.ts';
import { useNames } from '../../shell/use-names.ts';
import type { LeadSummary, Source } from '../../types.ts';
import { filtersOfMark, type LeadFilter, MARK_OPTIONS, markOf, seenOptions } from './lead-filters.ts';
import { saysMore } from './mark-words.ts';

/** It weighs a good part of the page: the list does not wait for it. */
const ComboBox = lazy(() => import('../../kit/ComboBox.tsx').then((file) => ({ default: file.ComboBox })));

interface LeadFiltersProps {
  url: UrlFilters<LeadFilter>;
  /** The rows loaded: their flags and owners are offered. */
  rows: readonly LeadSummary[];
}

/** The filters, beside the search box. */
export function LeadFilters({ url, rows }: LeadFiltersProps): ReactElement {
  const { filters, setFilter, setFilters } = url;
  const { leadLists, campaigns, statuses } = useNames();
  const sources = useAll<Source>('/api/sources');
  const filter = (name: LeadFilter) => ({ value: filters[name], onChange: (id: string) => setFilter(name, id) });
  const named = ({ slug, name }: { slug: string; name: string }): Option => ({ id: slug, label: name });
  const sourceNames = [...new Set(sources.map((source) => source.name))].map((name) => ({ id: name, label: name }));
  const byStatus = statuses.map((status) => ({
    id: status.abbrev,
    label: status.abbrev,
    ...(saysMore(status) ? { hint: status.label } : {}),
  }));
  return (
    <>
      <FilterSelect label="Status" any="Any status" options={byStatus} {...filter('status')} />
      <FilterSelect
        label="Mark of the status"
        any="Any mark"
        options={MARK_OPTIONS}
        value={markOf(filters)}
        onChange={(mark) => setFilters(filtersOfMark(mark))}
      />
      <FilterSelect label="Lead list" any="Any list" options={leadLists.map(named)} {...filter('list')} />
      <FilterSelect label="Campaign" any="Any campaign" options={campaigns.map(named)} {...filter('campaign')} />
      <FilterSelect label="Source" any="Any source" options={sourceNames} {...filter('source')} />
      <TypedFilter
        label="Flag"
        any="Any flag"
        options={seenOptions(
          rows.flatMap((lead) => lead.flags),
          filters.flag,
        )}
        {...filter('flag')}
      />
      <TypedFilter
        label="Owner"
        any="Any owner"
        options={seenOptions(
          rows.map((lead) => lead.owner),
          filters.owner,
        )}
        {...filter('owner')}
      />
      <SpanFilter filters={filters} setFilters={setFilters} />
      {filters.flow !== '' && (
        <Button kind="quiet" icon="cross" onPress={() => setFilter('flow', '')}>
          {`Made by ${filters.flow}`}
        </Button>
      )}
      {filters.import !== '' && (
        <Button kind="quiet" icon="cross" onPress={() => setFilter('import', '')}>
          {`From ${rows.find((lead) => lead.import?.id === filters.import)?.import?.name ?? 'one import'}`}
        </Button>
      )}
    </>
  );
}

interface TypedFilterProps {
  label: string;
  any: string;
  options: readonly Option[];
  value: string;
  onChange: (text: string) => void;
}

/** A filter by a word that may be typed: what the rows in sight have is offered. */
function TypedFilter({ any, ...props }: TypedFilterProps): ReactElement {
  const soon = (
    <TextField label={props.label} hideLabel isReadOnly placeholder={any} value="" onChange={() => undefined} />
  );
  return (
    <Suspense fallback={soon}>
      <ComboBox hideLabel allowsAny placeholder={any} {...props} />
    </Suspense>
  );
}
