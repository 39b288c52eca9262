// What one version of a list changed: the values that came and went, and its rules in words.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { rowWords } from '../../../flows/language/list-rules.ts';
import { api, withQuery } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { fetchFile } from '../../kit/download.ts';
import { Loaded } from '../../kit/EmptyState.tsx';
import { counted } from '../../kit/time-words.ts';
import type { ListVersion, ListVersionDetail } from '../../types.ts';
import { deedWords } from './version-words.ts';
import './lists.css';

interface VersionDialogProps {
  slug: string;
  version: ListVersion;
  onClose: () => void;
}

/** The dialog; what the version held can be fetched as a file while it is kept. */
export function VersionDialog({ slug, version: { version, kept }, onClose }: VersionDialogProps): ReactElement {
  const path = `/api/lists/${slug}/versions/${version}`;
  const detail = useQuery({ queryKey: [path], queryFn: () => api.get<ListVersionDetail>(path) });
  const fetchValues = (): void => void fetchFile(withQuery(`${path}/entries`, { as: 'csv' }));
  return (
    <Dialog
      title={`Version ${version}`}
      onClose={onClose}
      shape="wide"
      actions={
        <>
          {kept && (
            <Button icon="download" onPress={fetchValues}>
              Fetch its values
            </Button>
          )}
          <Button kind="primary" onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <Loaded query={detail}>{(found) => <Changes detail={found} />}</Loaded>
    </Dialog>
  );
}

function Changes({ detail }: { detail: ListVersionDetail }): ReactElement {
  const { came, went, added, removed, entries, rules, kept } = detail;
  return (
    <div className="lf-stack">
      <p>
        {deedWords(detail)}; the list then had {counted(entries, 'value')}.
        {!kept && ' What it held is no longer kept: only the newest 50 versions before the present one are.'}
      </p>
      <div className="lf-list-changes">
        {added > 0 && kept && <Values title={`Came: ${counted(added, 'value')}`} values={came} count={added} />}
        {removed > 0 && kept && <Values title={`Went: ${counted(removed, 'value')}`} values={went} count={removed} />}
      </div>
      {rules.all.length + rules.any.length > 0 && (
        <div>
          <h3>Rules</h3>
          <ul>
            {rules.all.map((row) => (
              <li key={`all ${rowWords(row)}`}>The value {rowWords(row)}.</li>
            ))}
            {rules.any.length > 0 && <li>The value {rules.any.map(rowWords).join(', or ')}.</li>}
          </ul>
        </div>
      )}
    </div>
  );
}

function Values({ title, values, count }: { title: string; values: readonly string[]; count: number }): ReactElement {
  return (
    <section>
      <h3>{title}</h3>
      <ul className="lf-list">
        {values.map((value) => (
          <li key={value}>{value}</li>
        ))}
      </ul>
      {count > values.length && <p className="lf-muted">and {(count - values.length).toLocaleString('en')} more</p>}
    </section>
  );
}
