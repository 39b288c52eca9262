// Says, before it is saved, that a field was renamed or removed that an endpoint or a step reads by its name.
import { useQueries } from '@tanstack/react-query';
import { type ReactElement, useMemo } from 'react';
import { Link } from 'react-router';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { api } from '../../api.ts';
import { Notice } from '../../kit/Notice.tsx';
import type { FlowDetail } from '../../types.ts';
import type { UsedEndpoint } from './endpoint-uses.ts';
import { goneTargets, readersOfTargets } from './target-readers.ts';

interface RenameNoticeProps {
  adaptor: string;
  /** The rows as they are saved, and as they stand on the page. */
  saved: readonly AdaptorField[];
  fields: readonly AdaptorField[];
  flows: readonly string[];
  endpoints: readonly UsedEndpoint[];
}

const MOST = 12;

/** The notice; nothing while nobody reads what is gone. Flows are read only once a target is gone. */
export function RenameNotice({ adaptor, saved, fields, flows, endpoints }: RenameNoticeProps): ReactElement | null {
  const gone = useMemo(() => goneTargets(saved, fields), [saved, fields]);
  const using = useQueries({
    queries: (gone.length === 0 ? [] : flows.slice(0, MOST)).map((slug) => ({
      queryKey: ['/api/flows', slug],
      queryFn: () => api.get<FlowDetail>(`/api/flows/${slug}`),
    })),
    combine: (found) =>
      found.flatMap(({ data }) => (data ? [{ slug: data.slug, document: data.bundle.document }] : [])),
  });
  const readers = readersOfTargets(gone, { adaptor, endpoints, flows: using });
  if (readers.length === 0) return null;
  return (
    <Notice tone="warn" title="A field that is gone is still read">
      <ul className="lf-mapping__notices">
        {readers.map(({ target, who, to }) => (
          <li key={`${target} ${to}`}>
            <code>{target}</code> is read by <Link to={to}>{who}</Link>. Change it there too, or keep the name.
          </li>
        ))}
      </ul>
    </Notice>
  );
}
