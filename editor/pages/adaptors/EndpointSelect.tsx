// Offers the endpoints of all connections, to take the fields over that one of them reads.
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { ComboBox } from '../../kit/ComboBox.tsx';
import type { EndpointUse, Names } from '../../types.ts';
import { endpointLines } from './endpoint-targets.ts';
import { endpointsOf, readHolder } from './endpoint-uses.ts';

interface EndpointSelectProps {
  first: readonly EndpointUse[];
  /** The fields as the dialog's text has them. */
  onLines: (text: string) => void;
}

/** The choice. What an endpoint reads from the body is written into the dialog, each field required. */
export function EndpointSelect({ first, onLines }: EndpointSelectProps): ReactElement {
  const names = useQuery({ queryKey: ['/api/names'], queryFn: () => api.get<Names>('/api/names') });
  const [chosen, setChosen] = useState('');
  const [says, setSays] = useState<string>();
  const own = first.map(({ kind, slug, endpoint }) => ({
    id: `${kind} ${slug} ${endpoint}`,
    label: `${slug} / ${endpoint}`,
  }));
  const others = (names.data?.connections ?? []).flatMap(({ slug, name, endpoints }) =>
    endpoints.map((each) => ({
      id: `connection ${slug} ${each.slug}`,
      label: `${name} / ${each.name}`,
      hint: each.method,
    })),
  );
  const options = [...own, ...others.filter(({ id }) => !own.some((each) => each.id === id))];
  const choose = (id: string): void => {
    setChosen(id);
    const [kind, slug = '', endpoint = ''] = id.split(' ');
    if (endpoint === '') return;
    readHolder({ kind: kind === 'template' ? 'template' : 'connection', slug }).then(
      (holder) => {
        const found = endpointsOf(holder)[endpoint];
        const lines = found ? endpointLines(found) : '';
        setSays(lines === '' ? 'It reads no field of the body by name: paste what its vendor documents.' : undefined);
        if (lines !== '') onLines(lines);
      },
      () => setSays('It could not be read just now: choose it again.'),
    );
  };
  return (
    <ComboBox
      label="Or take what an endpoint reads"
      description={says ?? 'The places of its path and parameters, such as {phone} and {body.email}.'}
      value={chosen}
      onChange={choose}
      options={options}
      placeholder="Choose an endpoint"
    />
  );
}
