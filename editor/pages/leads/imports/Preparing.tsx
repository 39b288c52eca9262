// Before a file is imported: how it is read, the adaptor that maps its columns, what is chosen, and what it would do.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { Loaded } from '../../../kit/EmptyState.tsx';
import { ProblemNotice } from '../../../kit/Notice.tsx';
import { Card } from '../../../kit/Page.tsx';
import { Select } from '../../../kit/Select.tsx';
import { useSend } from '../../../kit/use-send.ts';
import { useNames } from '../../../shell/use-names.ts';
import type { AdaptorDetail, LeadImport } from '../../../types.ts';
import { MapAndCheck } from './MapAndCheck.tsx';
import { startMapping } from './start-mapping-rows.ts';
import { useImportAct } from './use-lead-import.ts';

/** What is known of a file once it is described. */
export type KnownFile = NonNullable<LeadImport['file']>;

interface PreparingProps {
  stand: LeadImport;
  file: KnownFile;
  isReadOnly: boolean;
}

/** The parts, each once the one before it is settled. */
export function Preparing({ stand, file, isReadOnly }: PreparingProps): ReactElement {
  const [adaptor, setAdaptor] = useChosenMapping(stand);
  const found = useQuery({
    queryKey: ['/api/adaptors', adaptor],
    queryFn: () => api.get<AdaptorDetail>(`/api/adaptors/${adaptor}`),
    enabled: adaptor !== '',
  });
  return (
    <>
      <ReadingCard stand={stand} file={file} isReadOnly={isReadOnly} />
      <AdaptorCard stand={stand} file={file} isReadOnly={isReadOnly} adaptor={adaptor} onAdaptor={setAdaptor} />
      {adaptor !== '' && (
        <Loaded query={found}>
          {(detail) => <MapAndCheck key={detail.slug} {...{ stand, file, detail, isReadOnly }} />}
        </Loaded>
      )}
    </>
  );
}

/** Its short name. Until the file is checked with it, the server knows nothing of the choice: it stands in the address. */
function useChosenMapping({ settings }: LeadImport): [adaptor: string, choose: (slug: string) => void] {
  const [search, setSearch] = useSearchParams();
  const choose = (slug: string): void => setSearch({ mapping: slug }, { replace: true });
  return [search.get('mapping') ?? settings?.adaptor ?? '', choose];
}

const ENCODINGS = [
  { id: 'utf-8', label: 'UTF-8' },
  { id: 'windows-1252', label: 'Windows-1252 (Western European)' },
  { id: 'utf-16le', label: 'UTF-16' },
  { id: 'utf-16be', label: 'UTF-16, big-endian' },
] as const;
const SEPARATORS = [
  { id: ',', label: 'Comma' },
  { id: ';', label: 'Semicolon' },
  { id: '\t', label: 'Tab' },
  { id: '|', label: 'Bar' },
  { id: 'json', label: 'One JSON object a line' },
] as const;
const TITLES = [
  { id: 'yes', label: 'The names of the columns' },
  { id: 'no', label: 'A lead' },
];

function ReadingCard({ stand, file, isReadOnly }: PreparingProps): ReactElement {
  const describing = useImportAct<Partial<Pick<KnownFile, 'encoding' | 'separator' | 'titled'>>>(stand.id, 'describe');
  const { encoding, separator, titled } = file;
  const read = (change: Parameters<typeof describing.send>[0]): void =>
    describing.send({ encoding, separator, titled, ...change });
  const rest = { isReadOnly, isDisabled: describing.isPending || stand.state === 'checking' };
  return (
    <Card title="File" about={columnWords(file.columns)}>
      <ProblemNotice error={describing.error} />
      <div className="lf-columns">
        <Select
          label="Encoding"
          options={ENCODINGS}
          value={encoding}
          onChange={(id) => read({ encoding: ENCODINGS.find((each) => each.id === id)?.id ?? encoding })}
          {...rest}
        />
        <Select
          label="Columns are separated by"
          options={SEPARATORS}
          value={separator}
          onChange={(id) => read({ separator: SEPARATORS.find((each) => each.id === id)?.id ?? separator })}
          {...rest}
        />
        {separator !== 'json' && (
          <Select
            label="The first line holds"
            options={TITLES}
            value={titled ? 'yes' : 'no'}
            onChange={(id) => read({ titled: id === 'yes' })}
            {...rest}
          />
        )}
      </div>
    </Card>
  );
}

interface AdaptorCardProps extends PreparingProps {
  adaptor: string;
  onAdaptor: (slug: string) => void;
}

function AdaptorCard({ stand, file, isReadOnly, adaptor, onAdaptor }: AdaptorCardProps): ReactElement {
  const { adaptors } = useNames();
  const name = `Leads of ${stand.name.replace(/\.\w+$/, '')}`;
  const making = useSend(
    () => {
      const document = { leadflow: 1, name, fields: startMapping(file.sample[0] ?? {}) };
      return api.post<AdaptorDetail>('/api/adaptors', { document });
    },
    {
      refresh: ['/api/names', '/api/adaptors'],
      onDone: (made) => onAdaptor(made.slug),
      onFailed: () => undefined,
    },
  );
  return (
    <Card title="Mapping" about="The adaptor that turns a row of the file into the fields of a lead.">
      <ProblemNotice error={making.error} />
      <div className="lf-row lf-row--end">
        <Select
          label="Adaptor"
          options={adaptors.map((each) => ({ id: each.slug, label: each.name, hint: each.slug }))}
          value={adaptor}
          onChange={onAdaptor}
          placeholder="One that is there"
          isReadOnly={isReadOnly}
        />
        {!isReadOnly && adaptor === '' && (
          <Button kind="primary" icon="bolt" onPress={() => making.send()} isPending={making.isPending}>
            New mapping from its columns
          </Button>
        )}
      </div>
    </Card>
  );
}

/** How many columns there are, and the first of them by name. */
function columnWords(columns: readonly string[]): string {
  const more = columns.length > MOST_NAMED ? ` and ${columns.length - MOST_NAMED} more` : '';
  return `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}: ${columns.slice(0, MOST_NAMED).join(', ')}${more}`;
}

const MOST_NAMED = 8;
